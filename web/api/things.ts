// What the screens ask for, by the name under which it is kept and made stale.
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { data } from "./client";
import * as api from "./generated";

export type TaskFilter = NonNullable<api.ListTasksData["query"]>;
export type DocumentFilter = NonNullable<api.ListDocumentsData["query"]>;
export type TransactionFilter = NonNullable<api.ListTransactionsData["query"]>;
export type DeliveryFilter = NonNullable<api.ListDeliveriesData["query"]>;

const PAGE = 50;

interface Page<T> {
  items: T[];
  next?: string | null;
}

function pages<T>(key: unknown[], fetch: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>) {
  return infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => fetch(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Page<T>) => page.next ?? undefined,
  });
}

export const tasks = (client_id: string, query: TaskFilter = {}) =>
  pages(["tasks", client_id, query], (cursor, signal) =>
    data(api.listTasks({ path: { client_id }, query: { ...query, limit: PAGE, cursor }, signal })),
  );

export const documents = (client_id: string, query: DocumentFilter = {}) =>
  pages(["documents", client_id, query], (cursor, signal) =>
    data(api.listDocuments({ path: { client_id }, query: { ...query, limit: PAGE, cursor }, signal })),
  );

export const transactions = (client_id: string, query: TransactionFilter = {}) =>
  pages(["transactions", client_id, query], (cursor, signal) =>
    data(api.listTransactions({ path: { client_id }, query: { ...query, limit: PAGE, cursor }, signal })),
  );

export const deliveries = (client_id: string, query: DeliveryFilter = {}) =>
  pages(["deliveries", client_id, query], (cursor, signal) =>
    data(api.listDeliveries({ path: { client_id }, query: { ...query, limit: PAGE, cursor }, signal })),
  );

export const clients = (query: NonNullable<api.ListClientsData["query"]> = {}) =>
  pages(["clients", query], (cursor, signal) =>
    data(api.listClients({ query: { ...query, limit: PAGE, cursor }, signal })),
  );

export const client = (client_id: string) =>
  queryOptions({
    queryKey: ["client", client_id],
    queryFn: ({ signal }) => data(api.showClient({ path: { client_id }, signal })),
  });

export const document = (client_id: string, document_id: string) =>
  queryOptions({
    queryKey: ["document", client_id, document_id],
    queryFn: ({ signal }) => data(api.oneDocument({ path: { client_id, document_id }, signal })),
  });

export const transaction = (client_id: string, transaction_id: string) =>
  queryOptions({
    queryKey: ["transactions", client_id, "one", transaction_id],
    queryFn: ({ signal }) => data(api.oneTransaction({ path: { client_id, transaction_id }, signal })),
  });

export const history = (client_id: string, document_id: string) =>
  queryOptions({
    queryKey: ["document", client_id, document_id, "history"],
    queryFn: ({ signal }) => data(api.documentHistory({ path: { client_id, document_id }, query: { limit: PAGE }, signal })),
  });

export const provenance = (client_id: string, document_id: string) =>
  queryOptions({
    queryKey: ["document", client_id, document_id, "provenance"],
    queryFn: ({ signal }) => data(api.provenance({ path: { client_id, document_id }, signal })),
  });

export const accounts = (client_id: string) =>
  queryOptions({
    queryKey: ["accounts", client_id],
    queryFn: ({ signal }) => data(api.listAccounts({ path: { client_id }, signal })),
  });

export const connections = (client_id: string) =>
  queryOptions({
    queryKey: ["connections", client_id],
    queryFn: ({ signal }) => data(api.listConnections({ path: { client_id }, signal })),
  });

export const destination = (client_id: string) =>
  queryOptions({
    queryKey: ["destination", client_id],
    queryFn: ({ signal }) => data(api.showDestination({ path: { client_id }, signal })),
  });

export const packages = (client_id: string) =>
  queryOptions({
    queryKey: ["packages", client_id],
    queryFn: ({ signal }) => data(api.listPackages({ path: { client_id }, signal })),
  });

export const sessions = () =>
  queryOptions({ queryKey: ["sessions"], queryFn: ({ signal }) => data(api.listSessions({ signal })) });

export const pageImage = (client: string, document: string, page: number) =>
  `/v1/clients/${client}/documents/${document}/pages/${page}.png`;

export const originalFile = (client: string, document: string) => `/v1/clients/${client}/documents/${document}/file`;

export const firm = (firm_id: string) =>
  queryOptions({
    queryKey: ["firm", firm_id],
    queryFn: ({ signal }) => data(api.showFirm({ path: { firm_id }, signal })),
  });

export const staff = (firm_id: string) =>
  queryOptions({
    queryKey: ["firm", firm_id, "staff"],
    queryFn: ({ signal }) => data(api.listStaff({ path: { firm_id }, signal })),
  });

export const groups = (firm_id: string) =>
  queryOptions({
    queryKey: ["firm", firm_id, "groups"],
    queryFn: ({ signal }) => data(api.listGroups({ path: { firm_id }, signal })),
  });
