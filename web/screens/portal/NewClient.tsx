// P4: a new client of the firm. What is wrong is said at its field, also what only the API knows.
import { data, Problem } from "@api/client";
import { createClient } from "@api/generated";
import { looksLikeVatNumber } from "@kit/format";
import { LANGUAGES, useLanguage, useSay, type Key } from "@kit/i18n";
import { Button, Field, Form, Note } from "@kit/parts";
import { useToast } from "@kit/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ProblemText } from "../ProblemNote";
import { Title } from "../Shell";

const EMPTY = {
  name: "", vat_number: "", street: "", postcode: "", city: "", first_name: "", last_name: "", email: "", reference: "",
};
type Name = keyof typeof EMPTY;

const COMPANY: [Name, Key, string][] = [
  ["name", "newClient.name", "/name"],
  ["vat_number", "newClient.vat", "/vat_number"],
  ["street", "newClient.street", "/address/street"],
  ["postcode", "newClient.postcode", "/address/postcode"],
  ["city", "newClient.city", "/address/city"],
  ["reference", "newClient.reference", "/reference"],
];
const CONTACT: [Name, Key, string][] = [
  ["first_name", "newClient.firstName", "/contact/first_name"],
  ["last_name", "newClient.lastName", "/contact/last_name"],
  ["email", "signIn.email", "/contact/email"],
];

export function NewClient() {
  const say = useSay();
  const toast = useToast();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const spoken = useLanguage();
  const [values, setValues] = useState(EMPTY);
  const [language, setLanguage] = useState(spoken);
  const [monthly, setMonthly] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);

  const vatDoubt = values.vat_number.trim() !== "" && !looksLikeVatNumber(values.vat_number);

  async function submit() {
    setBusy(true);
    setProblem(null);
    try {
      await data(createClient({ body: body() }));
      await queries.invalidateQueries({ queryKey: ["clients"] });
      toast({ text: say("newClient.added", { name: values.name }) });
      await navigate({ to: "/" });
    } catch (error) {
      setProblem(error as Problem);
    } finally {
      setBusy(false);
    }
  }

  function body() {
    const { name, vat_number, street, postcode, city, first_name, last_name, email, reference } = values;
    return {
      name,
      language,
      vat_frequency: monthly ? ("monthly" as const) : ("quarterly" as const),
      vat_number: vat_number.trim() || null,
      reference: reference.trim() || null,
      address: { street: street || null, postcode: postcode || null, city: city || null, country: "BE" },
      contact: { first_name, last_name, email },
    };
  }

  const group = (fields: [Name, Key, string][]) =>
    fields.map(([name, key, pointer]) => (
      <Field
        key={name}
        label={say(key)}
        value={values[name]}
        onChange={(value) => setValues({ ...values, [name]: value })}
        error={problem?.field(pointer) ?? (name === "vat_number" && vatDoubt ? say("newClient.vatDoubt") : undefined)}
        type={name === "email" ? "email" : "text"}
        autoComplete="off"
      />
    ));

  return (
    <>
      <Title text={say("newClient.title")} />
      {problem && !problem.body.errors?.length && (
        <Note tone="wrong" role="alert">
          <ProblemText problem={problem} />
        </Note>
      )}
      <Form onSubmit={() => void submit()} label={say("newClient.title")}>
        <fieldset className="card stack">
          <legend>{say("newClient.company")}</legend>
          {group(COMPANY)}
        </fieldset>
        <fieldset className="card stack">
          <legend>{say("newClient.contact")}</legend>
          {group(CONTACT)}
        </fieldset>
        <div className="chips" role="group" aria-label={say("settings.language")}>
          {LANGUAGES.map((one) => (
            <Button key={one} className="chip" aria-pressed={one === language} onPress={() => setLanguage(one)}>
              {say(`language.${one}`)}
            </Button>
          ))}
        </div>
        <div className="chips" role="group" aria-label={say("newClient.vatPeriod")}>
          {[false, true].map((one) => (
            <Button key={String(one)} className="chip" aria-pressed={one === monthly} onPress={() => setMonthly(one)}>
              {say(one ? "newClient.monthly" : "newClient.quarterly")}
            </Button>
          ))}
        </div>
        <div className="row">
          <Button type="submit" look="primary" isDisabled={busy}>
            {say("newClient.save")}
          </Button>
          <Link to="/">{say("dialog.cancel")}</Link>
        </div>
      </Form>
    </>
  );
}
