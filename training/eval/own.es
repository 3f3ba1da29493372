Se abre en Hallin la investigación sobre el accidente del ferri
Desconvocada la huelga de trenes tras un acuerdo de madrugada
“Nunca nos lo dijeron”: los vecinos exigen respuestas sobre la presa
El precio del pan baja por primera vez en dos años
Dimite una ministra por la filtración de una carta
Cómo un pueblo de 90 habitantes salvó su escuela
El temporal deja sin electricidad 14.000 hogares
Por qué el cielo nocturno es cada vez más brillante
La ministra de Exteriores viajará el jueves a Osmere para reunirse con su homólogo.
“No tenemos ninguna intención de abandonar el acuerdo”, afirmó.
El Gobierno ha dicho que no subirá los impuestos antes de las próximas elecciones.
Los analistas creen que el alto el fuego podría romperse en cuestión de días.
Al menos 23 personas resultaron heridas cuando un tranvía descarriló cerca de Pellwick el martes por la mañana.
Se cree que ninguna de las lesiones es grave.
La empresa perdió 4,7 millones de libras en el primer trimestre, frente a un beneficio de 1,1 millones un año antes.
La doctora Imogen Fairweather, que dirigió el estudio, advirtió de que los resultados son preliminares.
“Es demasiado pronto para hablar de una cura”, señaló.
El puente, construido en 1893, está cerrado al paso de camiones desde el 5 de marzo de 2024.
La policía ha pedido que se presente cualquier persona que estuviera en la zona entre las seis y las ocho de la tarde.
Un hombre de 34 años ha sido detenido como sospechoso de fraude.
Él niega los cargos.
No se espera que el tribunal dicte sentencia antes de fin de mes.
El desempleo subió al 6,2% en septiembre, el nivel más alto desde 2016.
Unos científicos han encontrado una especie de rana que se creía extinguida.
La rana, que no es más grande que una uña, vive bajo la corteza de árboles muertos.
Se prevén fuertes nevadas en el norte y el este del país.
Los colegios de tres distritos permanecerán cerrados hasta el miércoles.
“Mi padre construyó esta tienda con sus propias manos”, dijo Marta Ellwood, de 61 años, “y no voy a vendérsela a un aparcamiento”.
El museo recibió 412.000 visitantes el año pasado, el doble que en 2019.
Dos de los cuadros nunca se han expuesto al público.
La oposición acusó a la primera ministra de ocultar el informe durante seis meses.
Su gabinete declinó hacer comentarios.
La vacuna se ofrecerá de forma gratuita a todos los mayores de 65 años.
Los agricultores afirman que un tercio de la cosecha de aceituna se ha perdido por la sequía.
Si no llueve antes de mediados de noviembre, no habrá aceite que vender.
El Wrenmouth United ganó por 3-1 al Callow Rovers y se clasificó para la semifinal.
Penrose marcó dos goles en los últimos diez minutos.
“He jugado delante de cuarenta personas y delante de cuarenta mil”, dijo. “Las cuarenta hacen más ruido”.
El satélite pesa menos que una bicicleta y su construcción costó unos 900.000 euros.
Fotografiará todos los glaciares del planeta una vez por semana.
Casi la mitad de los autobuses de la ciudad ya son eléctricos.
El resto será sustituido antes de que termine 2027.
Los dos líderes se reunieron por primera vez desde el final de la guerra.
No se dieron la mano delante de las cámaras.
Un portavoz calificó la reunión de “franca”, palabra que los diplomáticos utilizan cuando se ha levantado la voz.
El tratado limita a cada parte a 1.550 ojivas.
Los refugiados cruzan el río de noche en barcas hechas con bidones de plástico.
Los cooperantes dicen que necesitan mantas más que comida.
El hospital se ha quedado sin antibióticos, y la farmacia más cercana está a 80 km.
Nadie ha reivindicado el atentado.
El alcalde, Oskar Lindqvist-Moor, pidió calma y solicitó a la población que se quedara en casa.
El precio de la vivienda en la capital se ha duplicado en una década, mientras que los salarios solo han subido un 12%.
“Mi hija es profesora y no puede permitirse vivir a menos de una hora de su escuela”, dijo una concejala.
El banco central mantuvo los tipos de interés en el 4,5%.
Las acciones de la aerolínea cayeron un 8% después de que cancelara 300 vuelos.
Los pasajeros durmieron en el suelo de la terminal por segunda noche.
La aerolínea lo achacó a un fallo informático y prometió la devolución íntegra del dinero.
La novela se ha traducido a treinta y un idiomas, pero nunca a la lengua materna de la autora.
El premio, dotado con 25.000 libras, se entregará el 18 de octubre.
El jurado elogió “un libro que confía en sus lectores”.
El fuego se originó en un almacén y se propagó rápidamente a causa del viento.
Más de 200 bomberos trabajaron durante toda la noche para contenerlo.
Un perro condujo a los rescatistas hasta el niño desaparecido, que tenía frío y hambre pero estaba ileso.
El terremoto, de magnitud 5,8, se sintió incluso en la costa.
A Thorne, antigua jueza, se le ha pedido que dirija la investigación.
Su informe debe presentarse el 30 de junio de 2025, justo cuatro años después del accidente.
Las familias habían pedido una vista pública; recibieron una carta.
Según la nueva ley, las empresas con más de 250 empleados deben publicar lo que pagan a los hombres y a las mujeres.
Las empresas más pequeñas no se ven afectadas.
El Parlamento votará el proyecto de ley la próxima semana.
Varios diputados del partido gobernante han dicho que votarán en contra.
El presidente, elegido por un margen de apenas el 0,4%, no puede permitirse perderlos.
“Nadie debería ir a la cárcel por una broma”, declaró su abogado a los periodistas a la salida del tribunal.
La periodista lleva 112 días detenida sin cargos.
Su periódico sale cada mañana con una columna en blanco en la portada.
Las temperaturas en el valle alcanzaron los 46,3 grados el domingo, un récord nacional.
Los hospitales informaron de un fuerte aumento de los casos de insolación, la mayoría entre albañiles y trabajadores del campo.
El río lleva tan poca agua que ha vuelto a asomar un pueblo que quedó sumergido en 1962.
Al atardecer, los ancianos bajan a ver las casas en las que nacieron.
El sindicato representa a 52.000 enfermeras, nueve de cada diez de las cuales votaron a favor de la huelga.
La atención de urgencias no se verá afectada, según el sindicato.
Las conversaciones se rompieron poco después de la medianoche, cuando una de las delegaciones abandonó el edificio por la puerta trasera.
“Volverán”, dijo el mediador. “Se han dejado los abrigos”.
El barco transportaba 40.000 toneladas de grano, suficientes para alimentar a una ciudad de dos millones de habitantes durante un mes.
Su capitán se negó a entrar en el puerto hasta que se hubieran retirado las minas.
El programa enseña a los presos a reparar bicicletas, que después se entregan a colegios.
De las 340 personas que han participado, solo 19 han vuelto a ser condenadas.
Un diccionario de segunda mano comprado por 50 peniques resultó contener una carta de una reina.
El dueño, Bertram Scoley, dice que se quedará con el diccionario y prestará la carta.
La montaña fue escalada por primera vez en 1931 por un grupo de cuatro personas, de las que solo una regresó.
El ayuntamiento quiere plantar 10.000 árboles, pero no ha decidido dónde.
Los ciclistas han acogido bien el plan; los comerciantes, no.
Los resultados se anunciarán el viernes 13 de diciembre a mediodía.
La participación fue del 71%, tres puntos más que hace cuatro años.
Los observadores no detectaron irregularidades graves.
La isla no tiene aeropuerto ni semáforos ni, desde el invierno pasado, médico.
Lo que suceda a continuación depende de si ambas partes logran acordar una fecha.
Cuando le preguntaron si volvería a presentarse, se rio y dijo que su marido ya había reservado unas vacaciones.
El ejército ha negado que sus aviones bombardearan el mercado de Tessaray, donde murieron 31 civiles.
La última palabra es del miembro más joven de la orquesta, que tiene nueve años: “¿Podemos tocarla otra vez, pero más rápido?”.
