"""Fuzz targets below whole programs: each takes bytes and raises if something is wrong."""
