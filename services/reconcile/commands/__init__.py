"""What people do, brought into the tables: record the fact, write the timeline, judge again.

Every function works inside one transaction of one client and raises `Refused` (or `NotAField`) when the thing makes
no sense, before anything is written.
"""
