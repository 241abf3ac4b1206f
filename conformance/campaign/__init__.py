"""Campaigns: many generated cases, their findings reduced, told apart and archived."""
