// Every read that the npm package whmcs 1.2.2 (node-whmcs) has and the simulator answers, and its refusals.
//
// It signs in the old way, with a login and the MD5 of the password, or with an access key beside them. Left out:
// reads of actions that the simulator refuses (credits, quotes, transactions, domain locks, to-do items), and the
// licensing functions, which talk to another service.
"use strict";

const crypto = require("node:crypto");
const fs = require("node:fs");
const WHMCS = require("whmcs");

const given = JSON.parse(fs.readFileSync(0, "utf8"));

function client(password, accessKey) {
  return new WHMCS({
    serverUrl: given.url,
    username: given.username,
    password: crypto.createHash("md5").update(password).digest("hex"),
    apiKey: accessKey,
  });
}

// What a call of the client gave: its data, or the message of its error.
function outcome(call) {
  return new Promise((resolve) => call((error, data) => resolve(error ? { error: error.message } : data)));
}

async function main() {
  const whmcs = client(given.password);
  const calls = {
    product: (done) => whmcs.products.getProduct(12, done),
    products: (done) => whmcs.products.getProducts(3, done),
    "no products": (done) => whmcs.products.getProducts(99, done),
    orders: (done) => whmcs.products.getOrders("userid", 7, 0, 10, done),
    customer: (done) => whmcs.customers.getCustomer(7, done),
    "customer by email": (done) => whmcs.customers.getCustomerByEmail("cleo@isp.example", done),
    services: (done) => whmcs.customers.getCustomerProducts(7, { limitnum: 2 }, done),
    contacts: (done) => whmcs.customers.getContacts(7, done),
    domains: (done) => whmcs.customers.getCustomerDomains(7, done),
    invoices: (done) => whmcs.customers.getCustomerInvoices(7, done),
    addons: (done) => whmcs.customers.getClientsAddons({ clientid: 7 }, done),
    invoice: (done) => whmcs.billing.getInvoice(31, done),
    tickets: (done) => whmcs.support.getTickets(done),
    "no invoice": (done) => whmcs.billing.getInvoice(404, done),
    write: (done) => whmcs.customers.updateCustomerProduct(1, { status: "Terminated" }, done),
    "bad password": (done) => client("wrong").products.getProduct(12, done),
    "access key": (done) => client(given.password, given.accessKey).products.getProduct(12, done),
  };
  const told = {};
  for (const [name, call] of Object.entries(calls)) {
    told[name] = await outcome(call);
  }
  process.stdout.write(JSON.stringify(told));
}

main();
