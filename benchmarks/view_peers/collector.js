// Runs in every page before anything of the page's own: notes when it is ready, how long frames and answers take.
(() => {
  const found = { frames: [], answers: [], collecting: false };
  globalThis.measured = found;

  // What is marked now is on the screen once the next frame has been drawn. It is told on the console, so that whoever
  // waits for it need not ask a page that is busy.
  const afterFrame = (done) => requestAnimationFrame(() => setTimeout(() => done(performance.now())));
  const marked = new Set();
  function mark(name) {
    if (marked.has(name)) return;
    marked.add(name);
    afterFrame((now) => console.debug("measured", name, now));
  }
  globalThis.markReady = () => mark("ready");

  const marks = new MutationObserver(() => {
    const page = document.documentElement.dataset;
    for (const name of ["ready", "evidence"]) if (page[name]) mark(name);
  });
  const observe = () => marks.observe(document.documentElement, { attributes: true });
  if (document.documentElement) observe();
  else
    new MutationObserver((_, self) => document.documentElement && (self.disconnect(), observe())).observe(document, {
      childList: true,
    });

  // pyvis keeps its network in a global variable; with physics it is ready when its simulation has had its turns.
  let network;
  Object.defineProperty(globalThis, "network", {
    get: () => network,
    set(made) {
      network = made;
      const physics = made.physics.options.enabled;
      for (const event of physics ? ["stabilizationIterationsDone", "stabilized"] : ["afterDrawing"])
        made.once(event, markReady);
    },
  });

  requestAnimationFrame(function note(now) {
    if (found.collecting) found.frames.push(now);
    requestAnimationFrame(note);
  });

  // From a click or a key to the frame that shows what it led to.
  for (const event of ["click", "keydown"])
    addEventListener(
      event,
      ({ timeStamp, key }) => {
        if (event === "keydown" && key !== "Enter") return;
        afterFrame((now) => found.answers.push(now - timeStamp));
      },
      true,
    );
})();
