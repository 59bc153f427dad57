// Days as people write them. The data have them as "2026-11-25".
const months = "January February March April May June July August September October November December".split(" ");

Handlebars.registerHelper("day", function (iso) {
  const [year, month, day] = iso.split("-").map(Number);
  return `${day} ${months[month - 1]} ${year}`;
});

// {{daysAfter "2026-11-25" 14}} is the day two weeks later, as data have it.
Handlebars.registerHelper("daysAfter", function (iso, count) {
  const date = new Date(`${iso}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
});
