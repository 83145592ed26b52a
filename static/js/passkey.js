// Forms marked data-passkey: the browser's passkeys answer the challenge that the
// store sends, and the answer goes out as an ordinary form.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const withIds = (list) => (list || []).map((c) => ({ ...c, id: bytes(c.id) }));

const ask = async (form) => {
  const answer = await fetch(form.dataset.passkey, { method: "POST", headers: { Accept: "application/json" } });
  const body = await answer.json();
  if (answer.status === 403 && form.dataset.confirm) {
    location.assign(form.dataset.confirm);
    return null;
  }
  if (!answer.ok) throw new Error(body.error || "");
  const key = body.publicKey;
  key.challenge = bytes(key.challenge);
  if ("passkeyNew" in form.dataset) {
    key.user.id = bytes(key.user.id);
    key.excludeCredentials = withIds(key.excludeCredentials);
    return navigator.credentials.create({ publicKey: key });
  }
  key.allowCredentials = withIds(key.allowCredentials);
  return navigator.credentials.get({ publicKey: key });
};

const written = (credential) => {
  const r = credential.response;
  const response = { clientDataJSON: text(r.clientDataJSON) };
  if (r.attestationObject) {
    response.attestationObject = text(r.attestationObject);
    response.transports = r.getTransports ? r.getTransports() : [];
  } else {
    response.authenticatorData = text(r.authenticatorData);
    response.signature = text(r.signature);
    if (r.userHandle) response.userHandle = text(r.userHandle);
  }
  return JSON.stringify({
    id: credential.id, rawId: text(credential.rawId), type: credential.type, response,
    authenticatorAttachment: credential.authenticatorAttachment || undefined, clientExtensionResults: {},
  });
};

document.addEventListener("submit", async (e) => {
  const form = e.target;
  if (!form.matches("form[data-passkey]")) return;
  e.preventDefault();
  const say = (what) => { form.querySelector("[data-passkey-said]").textContent = what; };
  if (!window.PublicKeyCredential) { say(form.dataset.missing); return; }
  const button = form.querySelector("button");
  say("");
  button.disabled = true;
  try {
    const credential = await ask(form);
    if (!credential) return;
    form.elements.answer.value = written(credential);
    form.submit();
  } catch (problem) {
    // Whoever closed the device's window did so on purpose; the rest is told.
    say(problem instanceof DOMException || !problem.message ? form.dataset.failed : problem.message);
    button.disabled = false;
  }
});
