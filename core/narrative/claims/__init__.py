"""Numbers in prose: read into claims, and the claims held against the cells and each other."""
