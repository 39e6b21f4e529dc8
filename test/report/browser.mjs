// A headless Chromium, driven over its debugging pipe: no driver, no port, no package.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Starts the browser; `page()` opens a page in it, `close()` ends it. */
export async function browser(command) {
  const profile = mkdtempSync(join(process.env.TMPDIR ?? tmpdir(), 'csq-chromium-'));
  const child = spawn(
    command,
    [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--hide-scrollbars',
      '--no-first-run',
      '--disable-background-networking',
      `--user-data-dir=${profile}`,
      '--remote-debugging-pipe',
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const waiting = new Map();
  const listeners = [];
  let last = 0;
  let rest = Buffer.alloc(0);
  child.stdio[4].on('data', (data) => {
    rest = Buffer.concat([rest, data]);
    for (let end; (end = rest.indexOf(0)) >= 0; rest = rest.subarray(end + 1)) {
      const message = JSON.parse(rest.subarray(0, end));
      if (message.id) {
        waiting.get(message.id)?.(message);
        waiting.delete(message.id);
      } else listeners.forEach((f) => f(message));
    }
  });
  const ended = new Promise((done) => child.once('exit', done));
  const send = (method, params = {}, sessionId = undefined) =>
    new Promise((done, fail) => {
      const id = ++last;
      const timer = setTimeout(() => fail(new Error(`${method}: no answer in a minute`)), 60000);
      waiting.set(id, (m) => {
        clearTimeout(timer);
        if (m.error) fail(new Error(`${method}: ${m.error.message}`));
        else done(m.result);
      });
      child.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + '\0');
    });
  return {
    async page() {
      const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
      const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
      const events = [];
      listeners.push((m) => {
        if (m.sessionId === sessionId) events.push(m);
      });
      const ask = (method, params) => send(method, params, sessionId);
      for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await ask(domain + '.enable', {});
      const evaluate = async (expression) => {
        const answer = await ask('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
        if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception?.description ?? answer.exceptionDetails.text);
        return answer.result.value;
      };
      return {
        ask,
        evaluate,
        /** Opens a file at a width and waits until it is drawn. */
        async open(url, width, { height = 900, mobile = false } = {}) {
          events.length = 0;
          await ask('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile });
          await ask('Page.navigate', { url });
          for (let i = 0; i < 200; i++) {
            if (await evaluate("document.readyState === 'complete' && Boolean(document.documentElement.dataset.drawn)").catch(() => false)) return;
            await new Promise((done) => setTimeout(done, 100));
          }
        },
        /** What the console and the policy of the page complained about since it was opened. */
        complaints: () =>
          events.flatMap((m) =>
            m.method === 'Runtime.exceptionThrown'
              ? [m.params.exceptionDetails.exception?.description ?? m.params.exceptionDetails.text]
              : m.method === 'Runtime.consoleAPICalled'
                ? [m.params.args.map((a) => a.value ?? a.description).join(' ')]
                : m.method === 'Log.entryAdded'
                  ? [m.params.entry.text]
                  : [],
          ),
        /** What was asked of the network since the page was opened. */
        requests: () => events.filter((m) => m.method === 'Network.requestWillBeSent').map((m) => m.params.request.url.slice(0, 200)),
      };
    },
    async close() {
      await send('Browser.close').catch(() => {});
      await Promise.race([ended, new Promise((done) => setTimeout(done, 5000))]);
      child.kill('SIGKILL');
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
