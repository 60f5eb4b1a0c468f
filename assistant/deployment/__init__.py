"""Site and assistant behind one name: files for nginx and systemd, and a trial of them on loopback."""
