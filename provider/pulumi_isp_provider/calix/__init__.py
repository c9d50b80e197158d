"""Client and resources for Calix CMS and the E7s that it manages."""
