// bench-peers.mjs: what others need for the same feeds and texts
//
//   node bench-peers.mjs FOLDER BODIES.json
//
// SPDX-License-Identifier: GPL-3.0-or-later

import {createRequire} from 'node:module';
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';

const require = createRequire(join(process.cwd(), 'peers.cjs'));
const [folder, bodiesFile] = process.argv.slice(2);
const feeds = readdirSync(folder).map(name => readFileSync(join(folder, name), 'utf8'));
const feedBytes = feeds.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
const bodies = JSON.parse(readFileSync(bodiesFile, 'utf8'));

function print(name, seconds, bytes, count) {
    console.log(`${name.padEnd(50)} ${(seconds * 1e3).toFixed(1).padStart(8)} ms ` +
        `${(bytes / 1e6 / seconds).toFixed(1).padStart(8)} MB/s ` +
        `${(count / seconds).toFixed(0).padStart(9)} articles/s`);
}

async function measure(name, bytes, count, rounds, work) {
    let best = Infinity;
    for (let round = 0; round < rounds; round++) {
        const begun = process.cpuUsage();
        await work();
        const used = process.cpuUsage(begun);
        best = Math.min(best, (used.user + used.system) / 1e6);
    }
    print(name, best, bytes, count);
}

const {parseFeed} = await import(require.resolve('feedsmith'));
const Parser = require('rss-parser');
const sanitizeHtml = require('sanitize-html');
const createDOMPurify = require('dompurify');
const {JSDOM} = require('jsdom');

await measure('feedsmith, feeds read', feedBytes, bodies.length, 3, () => {
    for (const text of feeds)
        parseFeed(text);
});
await measure('rss-parser, feeds read', feedBytes, bodies.length, 3, async () => {
    const parser = new Parser();
    for (const text of feeds)
        await parser.parseString(text);
});

const allowed = sanitizeHtml.defaults.allowedTags.concat(['img', 'del', 'ins']);
const bodyBytes = bodies.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
await measure('sanitize-html, made safe', bodyBytes, bodies.length, 2, () => {
    for (const text of bodies)
        sanitizeHtml(text, {allowedTags: allowed});
});

// It is slow enough for a twentieth of them to tell.
const some = bodies.filter((_, index) => index % 20 === 0);
const purify = createDOMPurify(new JSDOM('').window);
await measure('DOMPurify with jsdom, made safe (one in 20)',
    some.reduce((sum, text) => sum + Buffer.byteLength(text), 0), some.length, 1, () => {
        for (const text of some)
            purify.sanitize(text);
    });
