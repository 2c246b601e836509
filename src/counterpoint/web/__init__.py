"""The debate on the web: a SPARQL endpoint, the question library as an API, pages for people.

- `server.serve(...)`: all of it, on a port
- `app`: which path leads where
- `pool`, `processes`, `worker`: processes in which every request is worked on, and which can be killed
- `sparql`: the SPARQL 1.1 Protocol
- `pages/`: what people read
"""
