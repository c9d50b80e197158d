"""Data sources.

Made by `make generate` from provider/pulumi_isp_provider/calix/lookups/: change that.
"""
