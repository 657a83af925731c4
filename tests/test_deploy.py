"""The files that run Softstart on several machines, each checked by its own tool as far as that goes without a cluster."""
from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml  # Rasa teaches the other reader, ruamel, to fill in variables, which these files mean for compose

from bot.errors import SettingError
from bot.replicas import configuration, find_nginx
from bot.settings import PROJECT, Settings, read_settings

DEPLOY = PROJECT / "deploy"
KUBERNETES = "1.27"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yml").read_text())
KUSTOMIZATION = yaml.safe_load((DEPLOY / "kustomization.yaml").read_text())
MANIFESTS: list[dict[str, Any]] = [part for file in sorted((DEPLOY / "kubernetes").glob("*.yaml")) for part in yaml.safe_load_all(file.read_text())]
SETTINGS = dict(line.split("=", 1) for line in (DEPLOY / "settings.env").read_text().splitlines() if line and not line.startswith("#"))


def manifest(kind: str, name: str = "web") -> dict[str, Any]:
    return next(each for each in MANIFESTS if each["kind"] == kind and each["metadata"]["name"] == name)


def nginx_finds_fault(file: Path, folder: Path) -> str:
    """Empty when it finds none."""
    done = subprocess.run([find_nginx(), "-t", "-e", "stderr", "-p", str(folder), "-c", str(file)], capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stderr


def test_nginx_takes_both_configurations(tmp_path: Path) -> None:
    for name, text in (("replicas", configuration(Settings(port=18080), [18081, 18082], tmp_path)), ("alone", configuration(Settings(host="::1", port=18080), [18081], tmp_path)),
                       ("compose", (DEPLOY / "nginx.conf").read_text().replace("/etc/nginx/", f"{DEPLOY}/").replace("/run/", f"{tmp_path}/"))):
        file = tmp_path / f"{name}.conf"
        file.write_text(text)
        assert nginx_finds_fault(file, tmp_path) == ""
    file.write_text(text.replace("resolve max_fails", "resolv max_fails"))
    assert "resolv" in nginx_finds_fault(file, tmp_path)


@pytest.mark.parametrize("each", MANIFESTS, ids=lambda each: f"{each['kind']} {each['metadata']['name']}")
def test_kubernetes_knows_every_field(each: dict[str, Any]) -> None:
    kubernetes_validate.validate(each, KUBERNETES, strict=True)


def test_kubernetes_parts_find_each_other() -> None:
    pods = manifest("Deployment")["spec"]["template"]
    labels, container = pods["metadata"]["labels"], pods["spec"]["containers"][0]
    for selector in (manifest("Deployment")["spec"]["selector"]["matchLabels"], manifest("Service")["spec"]["selector"], manifest("NetworkPolicy")["spec"]["podSelector"]["matchLabels"],
                     manifest("PodDisruptionBudget")["spec"]["selector"]["matchLabels"]):
        assert selector.items() <= labels.items()
    assert [generated["name"] for generated in KUSTOMIZATION["configMapGenerator"]] == [container["envFrom"][0]["configMapRef"]["name"]]
    assert manifest("Secret", "softstart-secrets")["metadata"]["name"] == pods["spec"]["volumes"][0]["secret"]["secretName"]
    assert container["volumeMounts"][0]["mountPath"] == SETTINGS["SOFTSTART_SECRETS_DIR"] and int(SETTINGS["SOFTSTART_PORT"]) == container["ports"][0]["containerPort"]
    # What is applied is all there is, but for the secret, which has no values here.
    assert {DEPLOY / file for file in KUSTOMIZATION["resources"]} == set((DEPLOY / "kubernetes").glob("*.yaml")) - {DEPLOY / "kubernetes" / "secret.example.yaml"}
    assert not any(manifest("Secret", "softstart-secrets")["stringData"].values())
    # A roll-out takes no replica away before another is ready, and lets turns end.
    assert manifest("Deployment")["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    pause = int(container["lifecycle"]["preStop"]["exec"]["command"][1])
    assert pods["spec"]["terminationGracePeriodSeconds"] > pause + float(SETTINGS["SOFTSTART_DRAIN_S"])


def test_compose_lets_nobody_in_but_through_nginx_and_lets_turns_end() -> None:
    services = COMPOSE["services"]
    assert [name for name, service in services.items() if "ports" in service] == ["nginx"]
    assert all(set(service["networks"]) == {"inside"} for name, service in services.items() if name != "nginx") and COMPOSE["networks"]["inside"]["internal"]
    assert all({"healthcheck", "stop_grace_period"} <= set(service) for service in services.values())
    assert {secret for service in services.values() for secret in service.get("secrets", [])} == set(COMPOSE["secrets"])
    assert all(str(PROJECT) in str((DEPLOY / each["file"]).resolve()) and each["file"].startswith("./secrets/") for each in COMPOSE["secrets"].values())
    assert int(services["web"]["stop_grace_period"].rstrip("s")) > float(SETTINGS["SOFTSTART_DRAIN_S"])
    assert set(services["web"]["depends_on"]) == {"postgres", "redis"} and services["web"]["env_file"] == "settings.env"


def test_secrets_are_made_as_they_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the settings of several machines, the files of secrets.sh make a server's settings whole."""
    from bot.store.encryption import Keys

    script = tmp_path / "secrets.sh"
    script.write_bytes((DEPLOY / "secrets.sh").read_bytes())
    subprocess.run(["sh", str(script)], check=True, capture_output=True)
    assert {each.name for each in (tmp_path / "secrets").iterdir()} == set(COMPOSE["secrets"])
    before = (tmp_path / "secrets" / "softstart_key").read_bytes()
    assert subprocess.run(["sh", str(script)], capture_output=True).returncode != 0
    monkeypatch.setenv("SOFTSTART_SETTINGS_FILE", str(DEPLOY / "settings.env"))
    monkeypatch.setenv("SOFTSTART_SECRETS_DIR", str(tmp_path / "secrets"))
    monkeypatch.setenv("SOFTSTART_PORT", "9090")
    settings = read_settings()

    password = (tmp_path / "secrets" / "postgres_password").read_text()
    assert settings.database == f"postgresql://softstart:{password}@postgres:5432/softstart" and len(password) == 48
    assert settings.redis_url == "redis://redis:6379/0" and settings.proxies == 1
    assert settings.port == 9090  # what is set by hand counts more
    keys = Keys.load(tmp_path / "secrets" / "softstart_key")
    assert keys.bound and (tmp_path / "secrets" / "softstart_key").read_bytes() == before


def test_every_setting_of_the_file_is_one() -> None:
    assert set(SETTINGS) - {"SOFTSTART_SECRETS_DIR"} <= {f"SOFTSTART_{name.upper()}" for name in Settings.__fields__}


@pytest.mark.parametrize("name", ["SOFTSTART_SETTINGS_FILE", "SOFTSTART_SECRETS_DIR"])
def test_settings_that_are_nowhere_are_named(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(name, str(tmp_path / "nowhere"))
    with pytest.raises(SettingError, match=name):
        read_settings()
