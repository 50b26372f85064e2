import { contactIn } from '../../sms/contact';

test.each([
	['Voir https://example.com/a?b=c maintenant', 'https://example.com/a?b=c'],
	['HTTP://EXAMPLE.COM', 'HTTP://EXAMPLE.COM'],
	['Ouvrez myapp://order/5', 'myapp://order/5'],
	['Go to www.example.anything now', 'www.example.anything'],
	['Allez sur WWW.example.fr', 'WWW.example.fr'],
	['Ecrivez a anna.dupont@example.co.uk', 'anna.dupont@example.co.uk'],
	['anna+sms@example.fr', 'anna+sms@example.fr'],
	['Rendez-vous sur ma-boutique.fr', 'ma-boutique.fr'],
	['MaBoutique.com', 'MaBoutique.com'],
	['boutique.fr/promo', 'boutique.fr'],
	['(boutique.shop)', 'boutique.shop'],
	['Sur boutique.eu.', 'boutique.eu'],
	['shop.example.de', 'example.de'],
	['3suisses.fr', '3suisses.fr'],
	['bit.ly ou t.co: https://t.co/x', 'https://t.co/x'],
	['un\ndeux www.example.com', 'www.example.com'],
])('%j holds %s', (text, contact) => {
	expect(contactIn(text)).toContain(contact);
});

test.each([
	'',
	'Bonjour Anna',
	'Votre commande est prête.Merci de votre visite',
	"C'est fini.De plus, tout est livré",
	'Le colis est là.Il vous attend',
	'Nous partons.Es-tu prêt ?',
	'Fermé lundi.Be there!',
	'RDV à 10.30, ou 14.15',
	'RDV le 12.05.2026 à 9h',
	'Total : 12.50 EUR',
	'12.50€ au lieu de 1.299,00',
	'p.ex. le matin, c.-à-d. avant midi',
	'M.Dupont et Mme.Durand',
	'S.A.R.L. Dupont, n.b. fermé',
	'etc... à bientôt...',
	'Code: 123456. Valable 5 min.',
	'v1.2.3 est installée',
	'Promo -50%/article @ 10h',
	'anna @ example',
	'Répondez STOP au 36111',
	'fichier.comptable',
	'a/b // c',
])('%j holds none', (text) => {
	expect(contactIn(text)).toBeUndefined();
});
