// What went wrong, why, and what now; the request's id is there for whoever helps.
import { Problem } from "@api/client";
import { useSay } from "@kit/i18n";
import { Button, Note } from "@kit/parts";

export function ProblemText({ problem }: { problem: Problem }) {
  const say = useSay();
  const text = problem.status === 0 ? say("problem.offline") : problem.message || say("problem.unknown");
  return (
    <>
      <p>{text}</p>
      {problem.requestId && problem.status >= 500 && (
        <details className="small">
          <summary>{say("problem.details")}</summary>
          <code>{problem.requestId}</code>
        </details>
      )}
    </>
  );
}

export function ProblemNote({ problem, again }: { problem: unknown; again?: () => void }) {
  const say = useSay();
  const known = problem instanceof Problem ? problem : new Problem(0, {}, null);
  return (
    <Note tone="wrong" role="alert">
      <div className="stack">
        <ProblemText problem={known} />
        {again && <Button onPress={again}>{say("problem.again")}</Button>}
      </div>
    </Note>
  );
}
