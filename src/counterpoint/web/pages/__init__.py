"""What people read: pages that work without JavaScript."""
