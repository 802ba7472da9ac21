"""The store: nodes, edges and evidence in Neo4j, and the private engine that runs it."""
