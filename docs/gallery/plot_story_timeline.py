"""
Who had a story first
=====================

A row a story, from its first source to its last; hollow where the date has no time.
"""

import newslab as nl

articles = nl.load_sample()
ax = nl.plot_story_timeline(nl.story_timeline(articles, nl.group_stories(articles)))
