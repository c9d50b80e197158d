"""What people who work on pulumi-isp run; none of it is installed with the package."""
