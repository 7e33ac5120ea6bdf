// What a person chose to keep on this device until the network is back: read and written by the
// offline page and by the worker, both of which load this file.

self.outbox = (() => {
  const STORE = "reports";

  function opened() {
    return new Promise((resolve, reject) => {
      const asked = indexedDB.open("promesse", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "key" });
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  }

  async function within(mode, work) {
    const base = await opened();
    try {
      return await new Promise((resolve, reject) => {
        const whole = base.transaction(STORE, mode);
        const asked = work(whole.objectStore(STORE));
        whole.oncomplete = () => resolve(asked?.result);
        whole.onabort = () => reject(whole.error);
      });
    } finally {
      base.close();
    }
  }

  // Changes one that is still kept: what was erased meanwhile stays erased.
  function change(key, told) {
    return within("readwrite", (store) => {
      const asked = store.get(key);
      asked.onsuccess = () => {
        if (asked.result) store.put({ ...asked.result, ...told });
      };
      return asked;
    });
  }

  return {
    all: () => within("readonly", (store) => store.getAll()),
    keep: (report) => within("readwrite", (store) => store.put(report)),
    erase: (key) => within("readwrite", (store) => store.delete(key)),
    change,
  };
})();
