"""How ink and paper look: shapes, colours, grain and pictures of drawings; nothing one touches."""
