"""What runs within the framework's Python environment, in the bench's `sites` folder."""
