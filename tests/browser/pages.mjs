/** The pages under test, written by the real binary into a folder of their own. */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const binary = process.env.COMPETENCY ?? join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "debug", "competency");
const folder = mkdtempSync(join(tmpdir(), "competency-browser-"));
process.on("exit", () => rmSync(folder, { recursive: true }));

/** Writes a page; exit 1 says that there are gaps. */
function page(name, evidence, asOf, ...more) {
  const file = join(folder, `${name}.html`);
  try {
    const asked = ["export", "--no-cache", "--as-of", asOf, "--format", "html", "--output", file, ...more, evidence];
    execFileSync(binary, asked, { stdio: "pipe" });
  } catch (error) {
    if (error.status !== 1) throw error;
  }
  return { name, file, url: pathToFileURL(file).href };
}

/** A folder in which every name and text tries to run something that would set `window.obeyed`. */
function hostile() {
  const evidence = join(folder, `"><img src=x onerror=obeyed=1>`);
  const run = `"'><script>obeyed=1</script><img src=x onerror=obeyed=1><svg onload=obeyed=1>`;
  const text = JSON.stringify(run);
  const slug = `one' onclick='obeyed=1`;
  const study = join(evidence, "case-studies", slug);
  const write = (path, words) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, words);
  };
  const partner = `[partner]\nname = ${text}\ntier = "advanced"\n[[partner.publications]]\ntitle = ${text}\n`
    + `url = "https://blog.example/?a='onclick='obeyed=1"\ndate = 2026-05-01\npractice = "retail"\n`;
  write(join(evidence, "competency.toml"), `${partner}[program.retail]\nversion = "1.0"\n`);
  write(join(study, "case-study.toml"), `customer = ${text}\ntitle = ${text}\ndelivery = "project"\ncompleted = 2026-05-01\n`);
  write(join(evidence, "case-studies", slug, `javascript:obeyed=1 runbook.md`), `# Runbook ${run}\n\n${run} restart\n`);
  write(join(evidence, "statements.md"), `## P-1.1\nMet: yes\n\n${run}\n\n</blockquote></main>${run}\n`);
  const of = `program = "retail"\nrequirement = "P-1.1"\nsubject = "partner"\ndate = 2026-09-14`;
  write(join(evidence, "attestations.toml"), `[[attestation]]\n${of}\nwho = ${text}\nrole = ${text}\nstatement = ${text}\n`);
  return evidence;
}

/** The shipped retail and Lambda folders as one. */
function both() {
  const evidence = join(folder, "both");
  cpSync(join(root, "examples", "lambda", "complete"), evidence, { recursive: true });
  return evidence;
}

if (!existsSync(binary)) throw new Error(`${binary} is not there: cargo build`);
const example = (name) => join(root, "examples", ...name.split("/"));
const AS_OF = "2026-11-16";

export const complete = page("complete", example("retail/complete"), AS_OF, "--program", "retail");
export const incomplete = page("incomplete", example("retail/incomplete"), "2026-08-17", "--program", "retail");
export const several = page("several", both(), AS_OF, "--program", "lambda", "--program", "retail");
export const attacked = page("attacked", hostile(), AS_OF, "--program", "retail");
export const pages = [
  complete,
  incomplete,
  several,
  attacked,
  page("lambda", example("lambda/incomplete"), AS_OF, "--program", "lambda"),
  page("zh", example("retail/incomplete"), "2026-08-17", "--program", "retail", "--lang", "zh"),
  page("fr", example("retail/incomplete"), "2026-08-17", "--program", "retail", "--lang", "fr"),
];
