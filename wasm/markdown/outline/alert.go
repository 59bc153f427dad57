package outline

// AlertKinds are what an alert may be, on GitHub and on doc-builder's site: the
// words of their marks in lower case.
var AlertKinds = []string{"note", "tip", "important", "warning", "caution"}
