"""The risk list that an office starts with and then makes its own."""

RISK_LIST = "Lista ryzyka"
RISK_LIST_SOURCE = (
	"Obszary trudności z materiałów ośrodków: OPS w Milanówku, „Dobre praktyki w zakresie wspierania rodzin z "
	"dysfunkcjami” (sfery oceny sytuacji rodziny, analiza historii rodziny, wskazania do współpracy "
	"interdyscyplinarnej), oraz M-GOPS w Końskich, „Asystenci rodziny” (zadania asystenta i trudności, w których "
	"pomaga). Brzmienie i wagi są propozycją: ośrodek zmienia je po swojemu."
)
# Section → (item, weight).
RISK_LIST_ITEMS = {
	"Bezpieczeństwo dzieci": (
		("Dziecku grozi oddzielenie od rodziny albo jest już w pieczy zastępczej.", 3),
		("W rodzinie prawdopodobna jest przemoc domowa.", 3),
		("Zachowania dorosłych są dla dzieci niebezpieczne (np. nadużywanie alkoholu, narkotyki).", 3),
		("Małe dziecko bywa bez opieki osoby dorosłej.", 3),
	),
	"Opieka i wychowanie": (
		("Rodzice nie radzą sobie z opieką nad dziećmi i ich wychowaniem.", 2),
		("Dziecko ma zaburzenia zachowania.", 2),
		("W domu brakuje stałego planu dnia i zasad.", 1),
		("Dziecko przejmuje rolę dorosłego (opiekuje się rodzeństwem lub rodzicem).", 1),
	),
	"Nauka i rozwój dzieci": (
		("Dziecko opuszcza zajęcia w szkole lub przedszkolu albo się na nie spóźnia.", 1),
		("Trudności dziecka w nauce lub rozwoju pozostają bez pomocy specjalisty.", 1),
	),
	"Relacje w rodzinie": (
		("Między domownikami często dochodzi do konfliktów.", 1),
		("Więzi emocjonalne między rodzicami a dziećmi są słabe.", 2),
		("Jedna osoba dominuje nad pozostałymi.", 1),
		("Te same trudności powtarzają się w historii rodziny.", 1),
	),
	"Zdrowie": (
		("Choroba, niepełnosprawność lub uzależnienie domownika utrudnia opiekę nad dziećmi.", 2),
		("Ciąża, narodziny lub choroba dziecka przerastają siły rodziny.", 2),
	),
	"Dom i pieniądze": (
		("Warunki mieszkaniowe szkodzą zdrowiu lub rozwojowi dzieci.", 2),
		("Prowadzenie gospodarstwa domowego jest zaniedbane (porządek, higiena, posiłki).", 1),
		("Dochody nie wystarczają na podstawowe potrzeby.", 1),
		("Wydatki nie są planowane, rodzina ma długi.", 1),
		("Dorośli nie mają pracy lub potrzebnych kwalifikacji.", 1),
	),
	"Otoczenie i współpraca": (
		("Rodzina jest odizolowana, nie ma oparcia w bliskich ani w sąsiadach.", 1),
		("Rodzina nie radzi sobie ze sprawami urzędowymi i kontaktami z instytucjami.", 1),
		("Rodzina nie współpracuje z osobami, które jej pomagają.", 2),
	),
}
