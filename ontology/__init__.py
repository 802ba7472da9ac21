"""What the graph holds, declared once in ontology.yaml."""
