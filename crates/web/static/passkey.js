// Passkeys: asks the browser for a key and sends its answer. Without this script the one-time code does the same.
(() => {
  const box = document.querySelector("[data-passkey]");
  if (!box || !window.PublicKeyCredential) return;
  const register = box.dataset.passkey === "register";
  const base = "/office/second-factor/passkey/";
  const said = box.querySelector("[data-passkey-said]");
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => buffer && btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const send = async (path, body) => {
    const answer = await fetch(base + path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  };
  const listed = (keys) => (keys || []).map((key) => ({ ...key, id: bytes(key.id) }));
  const asked = (key) => {
    key.challenge = bytes(key.challenge);
    if (key.user) key.user.id = bytes(key.user.id);
    if (key.excludeCredentials) key.excludeCredentials = listed(key.excludeCredentials);
    if (key.allowCredentials) key.allowCredentials = listed(key.allowCredentials);
    return { publicKey: key };
  };
  const plain = (made) => {
    const from = made.response;
    const response = { clientDataJSON: text(from.clientDataJSON) };
    if (register) {
      response.attestationObject = text(from.attestationObject);
    } else {
      response.authenticatorData = text(from.authenticatorData);
      response.signature = text(from.signature);
      response.userHandle = text(from.userHandle);
    }
    return { id: made.id, rawId: text(made.rawId), type: made.type, response, extensions: {} };
  };
  const done = (answer) => {
    if (!answer.codes.length) {
      location.assign(answer.next);
      return;
    }
    const codes = box.querySelector("[data-passkey-codes]");
    for (const code of answer.codes) {
      const line = document.createElement("li");
      line.textContent = code;
      codes.querySelector("ol").append(line);
    }
    codes.hidden = false;
  };
  box.querySelector("[data-passkey-go]").addEventListener("click", async () => {
    said.textContent = "";
    try {
      const begun = await send(register ? "register" : "check", {});
      const options = asked(begun.options.publicKey);
      const made = register ? await navigator.credentials.create(options) : await navigator.credentials.get(options);
      done(await send(register ? "registered" : "checked", { ceremony: begun.ceremony, credential: plain(made) }));
    } catch {
      said.textContent = box.dataset.failed;
    }
  });
  box.hidden = false;
})();
