"""An nginx of one's own in front of site and assistant, on loopback, to try the deployment."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.deployment.certificate import write_self_signed
from assistant.deployment.files import whole_configuration
from assistant.deployment.plan import Plan
from assistant.errors import AssistantError
from assistant.settings import Settings

_DEBIAN = "/usr/sbin/nginx"


@dataclass(frozen=True, slots=True)
class Front:
    """A folder with configuration, certificate and nginx's own files; ``command`` runs it."""

    folder: Path
    command: Sequence[str]

    @classmethod
    def made_in(cls, folder: Path, settings: Settings) -> Front:
        """Write what nginx needs and let it check that.

        The password file of a sign-in by nginx is ``users`` in the folder.

        Raises:
            AssistantError: nginx is not installed, or refuses the configuration.
        """
        nginx = shutil.which("nginx") or shutil.which(_DEBIAN)
        if nginx is None:
            raise AssistantError("nginx не найден. Установите его: apt-get install nginx-light")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        certificate, key = folder / "certificate.pem", folder / "key.pem"
        plan = Plan.from_settings(settings, certificate, key, folder / "users")
        write_self_signed(plan.name, certificate, key)
        configuration = folder / "nginx.conf"
        configuration.write_text(whole_configuration(plan, folder), encoding="utf-8")
        # The second option keeps it from opening the system's log before it has read ours.
        command = [nginx, "-e", "stderr", "-p", str(folder), "-c", str(configuration)]
        checked = subprocess.run(
            [*command, "-t", "-q"], capture_output=True, text=True, check=False
        )
        if checked.returncode or checked.stderr:
            raise AssistantError(f"nginx не принял настройки:\n{checked.stderr.strip()}")
        return cls(folder, command)
