"""Joins Zoom meetings for Behalf with Zoom's Meeting SDK for Linux."""

VERSION = "1"
