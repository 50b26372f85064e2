import { contactIn } from '../../../src/sms/contact';

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
	['bit.ly ou t.co: https://t.co/x', 'bit.ly'],
	['Call us at 01 23 45 67 89', '01 23 45 67 89'],
	['Appelez le +33 (0)6 12-34-56-78', '+33 (0)6 12-34-56-78'],
	['06.12.34.56.78 ou 06/12/34/56/78', '06.12.34.56.78'],
	['01.02.03.04.05', '01.02.03.04.05'],
	['06–12–34–56–78', '06–12–34–56–78'],
	['Tel 0612345678', '0612345678'],
	['Tel ０６１２３４５６７８', '0612345678'],
	['Ring 20 12 34 56', '20 12 34 56'],
	['Call 20123456', '20123456'],
	['33612345678', '33612345678'],
	['See bit.ly/abc', 'bit.ly/abc'],
	['wa.me/33612345678', 'wa.me/'],
	['t.co/x?', 't.co/x'],
	['EXAMPLE.COM', 'EXAMPLE.COM'],
	['Voir EXAMPLE.FR/PROMO', 'EXAMPLE.FR/PROMO'],
	['tel:+123', 'tel:+123'],
	['пример.com', 'пример.com'],
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
	'RDV le 28/11/2026 à 10:30',
	'RDV 28.11.2026 10h30 - 11h30',
	'Le 2026-11-28 10:30, ou le 3/12/26',
	'Commande n° 2026001234 prete',
	'Order #12345678 is ready',
	'Solde : 12.345.678 EUR, 10 000 000 €',
	'24/7 et/ou 7j/7',
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

test.each(['@', 'a.', 'a@', '1', '1 ', '1-1/', 'https:', 'www.', '(((', 'order # '])(
	'a long text of %j is looked through once',
	(piece) => {
		// A pattern that begins anew at each letter would not come to an end here.
		expect(() => contactIn(piece.repeat(200_000))).not.toThrow();
	},
);
