"""Measurements that anybody can repeat; none of them passes or fails."""
