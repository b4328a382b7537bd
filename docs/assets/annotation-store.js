// The annotations of a reader, in the IndexedDB of her browser: nothing of them is sent anywhere. One is { id, article, title, script, ink (1 to
// 4), note, made, changed } with an anchor: { block, from, size, exact, prefix, suffix, once }.
"use strict";
const jzStore = (() => {
const TABLE = "annotations", FLAG = "annotations"; // the flag tells pages that there are any, so that others need not load this
const root = new URL("../", document.currentScript.src);
const name = `jiaozhu ${root.pathname}`; // other sites may live at the same origin
const channel = "BroadcastChannel" in window ? new BroadcastChannel(name) : null;
const listeners = [];
let database;

function opened() {
  return database ||= new Promise((done, fail) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(TABLE, { keyPath: "id" }).createIndex("article", "article");
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
}

async function transact(mode, work) {
  const transaction = (await opened()).transaction(TABLE, mode), request = work(transaction.objectStore(TABLE));
  transaction.commit?.(); // the page may be left at once
  return new Promise((done, fail) => {
    transaction.oncomplete = () => done(request.result);
    transaction.onerror = transaction.onabort = () => fail(transaction.error);
  });
}

async function change(work) {
  await transact("readwrite", work);
  jz.stored(jz.lasting, FLAG, "1");
  channel?.postMessage("");
  for (const listener of listeners) listener();
}

channel?.addEventListener("message", () => { for (const listener of listeners) listener(); });

return {
  root,
  all: () => transact("readonly", (table) => table.getAll()),
  of: (article) => transact("readonly", (table) => table.index("article").getAll(article)),
  put: (...all) => change((table) => all.map((one) => table.put(one)).at(-1)),
  remove: (id) => change((table) => table.delete(id)),
  listen: (listener) => listeners.push(listener),
};
})();
