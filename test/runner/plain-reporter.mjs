/** Closes a run with one plain line per run: "N passed, N failed, N skipped". */
export function plainReporter() {
  return {
    onTestRunFinished({sessions}) {
      const n = {passed: 0, failed: 0, skipped: 0};
      const walk = s => {
        for (const t of s?.tests ?? []) n[t.skipped ? 'skipped' : t.passed ? 'passed' : 'failed']++;
        for (const c of s?.suites ?? []) walk(c);
      };
      for (const s of sessions) {
        const f = n.failed;
        walk(s.testResults);
        if (!s.passed && n.failed === f) n.failed++;
      } // a file that did not load counts as one failure
      console.log(`\n${n.passed} passed, ${n.failed} failed, ${n.skipped} skipped`);
    },
  };
}
