// Compiles ChartSealAnchors.sol to ABI, creation code and run-time code.
//   npm install --no-package-lock --prefix <modules> solc@0.8.30
//   node compile.mjs [output directory] [directory that holds node_modules]
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const output = resolve(process.argv[2] ?? here);
const modules = resolve(process.argv[3] ?? here);
const solc = createRequire(join(modules, "package.json"))("solc");

const wanted = JSON.parse(readFileSync(join(here, "package.json"), "utf8")).devDependencies.solc;
if (!solc.version().startsWith(`${wanted}+`)) {
  throw new Error(`solc: expected ${wanted}, found ${solc.version()}`);
}

const file = "ChartSealAnchors.sol";
const name = "ChartSealAnchors";
const result = JSON.parse(
  solc.compile(
    JSON.stringify({
      language: "Solidity",
      sources: { [file]: { content: readFileSync(join(here, file), "utf8") } },
      settings: {
        evmVersion: "paris",
        optimizer: { enabled: true, runs: 1000000 },
        // Without the metadata hash the code depends on the code alone, not on comments or paths.
        metadata: { bytecodeHash: "none", appendCBOR: false },
        outputSelection: { "*": { "*": ["abi", "evm.bytecode.object", "evm.deployedBytecode.object"] } },
      },
    }),
  ),
);
const complaints = (result.errors ?? []).map((error) => error.formattedMessage);
if (complaints.length > 0) {
  throw new Error(complaints.join("\n"));
}
const { abi, evm } = result.contracts[file][name];
writeFileSync(join(output, `${name}.abi.json`), `${JSON.stringify(abi, null, 2)}\n`);
writeFileSync(join(output, `${name}.bin`), `${evm.bytecode.object}\n`);
writeFileSync(join(output, `${name}.bin-runtime`), `${evm.deployedBytecode.object}\n`);
