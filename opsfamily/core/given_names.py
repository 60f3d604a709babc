"""Given names that are common in Poland, to distinguish them from surnames written in any order."""

# A name that is missing here is still taken for a given name when it is written first.
GIVEN_NAMES = frozenset(
	"""
	ada adela adrianna agata agnieszka aldona aleksandra alicja alina amelia anastazja aneta angelika aniela anita
	anna antonina apolonia barbara beata blanka bogna bogumiła bogusława bożena brygida cecylia celina czesława
	dagmara danuta daria dominika dorota edyta elena eleonora eliza elżbieta emilia emma ewa ewelina felicja
	franciszka gabriela genowefa grażyna halina hanna helena honorata iga ilona ina inga irena irmina iwona iza
	izabela jadwiga jagoda janina joanna jolanta jowita józefa judyta julia julianna julita justyna kaja kalina
	kamila karina karolina katarzyna kazimiera kinga klara klaudia konstancja kornelia krystyna laura lena leokadia
	lidia liliana lilianna liwia longina lucyna ludwika luiza łucja magda magdalena maja malwina małgorzata marcelina
	maria marianna marika mariola marlena marta martyna maryla marzanna marzena matylda melania michalina milena
	mirela mirosława monika nadia natalia natasza nela nikola nina oktawia ola olga oliwia otylia pamela patrycja
	paula paulina pola rachela regina renata rita roksana rozalia róża ryszarda sabina sandra sara sława stanisława
	stefania stella sylwia tamara tatiana teodora teresa tola urszula wanda weronika wiesława wiktoria wioletta
	władysława zdzisława zofia zoja zuzanna żaneta
	adam adrian albert aleksander aleksy alfred alojzy andrzej antoni arkadiusz artur august bartłomiej bartosz
	benedykt bernard błażej bogdan bogumił bogusław bolesław borys bronisław bruno cezary cyprian czesław damian
	daniel dariusz dawid denis dominik edmund edward emanuel emil ernest eryk eugeniusz fabian feliks ferdynand
	filip franciszek fryderyk gabriel grzegorz gustaw henryk hieronim hubert hugo ignacy igor ireneusz iwo jacek
	jakub jan janusz jarosław jerzy jędrzej joachim józef julian juliusz kacper kajetan kamil karol kazimierz
	klaudiusz konrad konstanty kornel krystian krzysztof ksawery leon leonard leszek lech lucjan ludwik łukasz
	maciej maksymilian marceli marcin marek marian mariusz mateusz maurycy michał mieczysław mikołaj miłosz
	mirosław natan nikodem norbert olaf olgierd oliwier oskar patryk paweł piotr przemysław radosław rafał
	remigiusz robert roch roman romuald ryszard sebastian seweryn sławomir stanisław stefan sylwester szczepan
	szymon tadeusz teodor tobiasz tomasz tymon tymoteusz tytus wacław waldemar walenty wawrzyniec wiesław wiktor
	wincenty wit witold władysław włodzimierz wojciech zbigniew zdzisław zenon ziemowit zygmunt
	alina alona andrij artem bohdan daryna denys diana dmytro hałyna ihor iryna iwan jewhen jewhenia jurij kateryna
	kyryło larysa ludmyła lubow maksym maryna mychajło mykoła nazar oksana oleh oleksandr oleksandra oleksij olena
	petro polina roman rusłan serhij sofia sofija stepan switłana taras tetiana wadym walentyna wasyl wiktor wira
	wołodymyr żanna
	""".split()
)
