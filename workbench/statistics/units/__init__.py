"""Panels, centres and markers: variation beyond chance."""
