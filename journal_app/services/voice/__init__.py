"""Recording a voice, and hearing it again."""
