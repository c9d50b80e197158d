"""Engine side of pulumi-isp: what runs inside the provider process.

Programs import ``pulumi_isp``; this package holds the resource lifecycles, the three
vendor clients and the transport that they share.
"""
