"""Two targets files held against each other: what `kpi diff` tells."""
