"""Pictures of the graph: chain map and exports."""
