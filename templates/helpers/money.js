// Amounts are whole cents in the data: sums of them have no fractions.
const signs = { EUR: "€", GBP: "£", USD: "$" };

function money(cents, options) {
  const sign = signs[options.hash.currency || options.data.root.currency] || "";
  const [whole, part] = (cents / 100).toFixed(2).split(".");
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${part}`;
}

module.exports = {
  money,

  // {{#total items "price"}}…{{/total}}: the block is run with the sum of price × count.
  total(items, field, options) {
    const sum = items.reduce((sum, item) => sum + item[field] * (item.count || 1), 0);
    return options.fn({ sum, currency: options.data.root.currency });
  },

  times: (a, b) => a * b,

  plural: (count, one, many) => `${count} ${count === 1 ? one : many}`,
};
