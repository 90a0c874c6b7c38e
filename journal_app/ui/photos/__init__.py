"""Photographs and paper pages: files are read, turned upright and stripped to their pixels."""
