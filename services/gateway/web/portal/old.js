// For browsers that know no modules, which are too old for this app. Written for them.
var root = document.getElementById("root");
var notices = [
  ["fr", "Votre navigateur est trop ancien pour Serein. Installez la derni\u00e8re version de Chrome, Edge, Firefox ou Safari."],
  ["nl", "Je browser is te oud voor Serein. Installeer de nieuwste versie van Chrome, Edge, Firefox of Safari."],
  ["en", "Your browser is too old for Serein. Install the latest version of Chrome, Edge, Firefox or Safari."],
];
for (var i = 0; i < notices.length; i += 1) {
  var line = document.createElement("p");
  line.lang = notices[i][0];
  line.appendChild(document.createTextNode(notices[i][1]));
  root.appendChild(line);
}
