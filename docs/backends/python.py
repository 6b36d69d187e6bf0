"""A portal's backend in one file, Python 3.9 or newer: python3 python.py 8080. What you replace is marked "yours"."""
import base64, datetime, json, os, re, secrets, sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

BASE = "/portal/my-health"
PATIENTS = {}  # yours: a table; key and kid are made once for each patient and kept with the patient's row


def patient_of(name):
    return PATIENTS.setdefault(name, {
        "key": "p_" + secrets.token_hex(12),
        "cache": {"kid": "k1", "key": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")},
        "participation": {"status": "active"},
        "connected": True,
    })


def token_for():  # yours: a short-lived token of this patient for the record server
    return {"access_token": secrets.token_urlsafe(24), "token_type": "Bearer", "expires_in": 600}


def session_document(patient):
    active = patient["participation"]["status"] == "active"
    connected = patient["connected"]
    mount_sinai = {
        "id": "mount-sinai", "kind": "direct", "protocol": "fhir-r4", "name": "Mount Sinai",
        "institution": {"id": "mount-sinai", "name": "Mount Sinai", "kind": "hospital"},
        "status": "connected" if connected else "not_connected",
        "base_url": os.environ.get("FHIR_BASE", "https://fhir.example/api/FHIR/R4"), "patient_id": "eX7",
        "token": token_for() if connected else None, "connect": {"kind": "instant"},
    }
    return {
        "version": 1, "patient": {"key": patient["key"]}, "participation": patient["participation"],
        **({"cache": patient["cache"]} if active else {}), "routes": [mount_sinai] if active else [],
        "links": {"participation": BASE + "/participation", "connections": BASE + "/connections"},
    }


def act(path, patient, body):
    action = body.get("action")
    if path == "/participation" and action in ("opt_out", "opt_in"):
        since = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        patient["participation"] = {"status": "opted_out" if action == "opt_out" else "active", "since": since}
    elif path == "/connections" and body.get("route") == "mount-sinai" and action in ("connect", "disconnect", "resync"):
        patient["connected"] = patient["connected"] if action == "resync" else action == "connect"
    elif path != "/token":
        return 400
    return 200


class Portal(BaseHTTPRequestHandler):
    def send(self, status, body):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def do_POST(self):
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        found = re.search(r"(?:^|; )session=([\w-]+)", self.headers.get("Cookie", ""))  # yours: who is signed in
        if not found:
            return self.send(401, {"error": "signed_out"})
        try:  # JSON only: pages of other sites cannot send it without a preflight, which is not answered here
            body = json.loads(raw) if self.headers.get("Content-Type", "").startswith("application/json") else None
        except ValueError:
            body = None
        if not isinstance(body, dict) or body.get("version") != 1:
            return self.send(400, {"error": "unsupported_version"})
        patient = patient_of(found[1])
        status = act(self.path[len(BASE):], patient, body) if self.path.startswith(BASE) else 404
        self.send(status, session_document(patient) if status == 200 else {"error": "invalid_request"})


server = ThreadingHTTPServer(("localhost", int(sys.argv[1] if len(sys.argv) > 1 else 8080)), Portal)
print("ready", flush=True)
server.serve_forever()
