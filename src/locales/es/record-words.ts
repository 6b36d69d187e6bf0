/**
 * `English|Spanish` a line: what this package puts into a record where a source has a code or no words (statuses,
 * interpretations, leads of titles, kinds). A record keeps the English in the cache; this is looked up when it is shown.
 */
export const RECORD_WORDS = `Yes|Sí
No|No
High|Alto
Low|Bajo
Critically high|Muy alto, crítico
Critically low|Muy bajo, crítico
Critically abnormal|Anormal, crítico
Normal|Normal
Abnormal|Anormal
Positive|Positivo
Negative|Negativo
Detected|Detectado
Not detected|No detectado
Above what can be measured|Por encima de lo que se puede medir
Below what can be measured|Por debajo de lo que se puede medir
Above its limit|Por encima de su límite
Below its limit|Por debajo de su límite
Outside its limits|Fuera de sus límites
Unclear result|Resultado no claro
Equivocal|Dudoso
Expected|Esperado
Unexpected|Inesperado
Better|Mejor
Worse|Peor
Gone up|Subió
Gone down|Bajó
Susceptible|Sensible
Intermediate|Intermedio
Resistant|Resistente
Susceptible at a higher dose|Sensible a una dosis más alta
Not susceptible|No sensible
Reactive|Reactivo
Weakly reactive|Poco reactivo
Not reactive|No reactivo
Moderately susceptible|Moderadamente sensible
Very susceptible|Muy sensible
Carrier|Portador
Hold for medical review|En espera de revisión médica
Quality check failed|No pasó el control de calidad
The sample disturbed the test|La muestra alteró la prueba
No limits are set for this|No hay límites para esto
Active|Activo
Completed|Completado
Registered, no result yet|Registrado, todavía sin resultado
No result yet|Todavía sin resultado
Preliminary, may change|Preliminar, puede cambiar
Preliminary|Preliminar
Final|Final
Changed after it was final|Cambiado después de ser final
Corrected after it was final|Corregido después de ser final
Cancelled|Cancelado
Entered by mistake|Registrado por error
Not active|No activo
Came back|Volvió
In remission|En remisión
Resolved|Resuelto
Confirmed|Confirmado
Not confirmed|No confirmado
Not confirmed yet|Todavía no confirmado
One of several possible causes|Una de varias causas posibles
Ruled out|Descartado
Not present|No está presente
In progress|En curso
Being prepared|En preparación
Not done|No realizado
On hold|En pausa
Stopped|Suspendido
Declined|Rechazado
Draft|Borrador
Proposed|Propuesto
Planned|Planeado
Agreed|Acordado
Ended|Terminado
Not taken|No tomado
Not filled|No surtido
Partly done, more to come|Hecho en parte, falta más
Partly done|Hecho en parte
Added to after it was final|Ampliado después de ser final
Arrived|Llegó
Being assessed|En evaluación
On leave|Con permiso de salida
Finished|Terminado
Discharged|Dado de alta
Available|Disponible
Current|Actual
Replaced by a newer one|Reemplazado por uno más nuevo
Withdrawn|Retirado
Health not known|Salud desconocida
Reached|Alcanzado
Getting better|Mejora
Getting worse|Empeora
No change|Sin cambios
No progress|Sin avances
Being kept up|Se mantiene
Not reached|No alcanzado
Cannot be reached|No se puede alcanzar
Scheduled|Programado
Queued|En espera
Ended with an error|Terminó con un error
Requested|Solicitado
Received|Recibido
Ready|Listo
Failed|Falló
Booked|Reservado
Waiting|En espera
Took place|Se realizó
Did not take place|No se realizó
On the waiting list|En la lista de espera
Checked in|Registrado
Handed over|Entregado
Active, lasting|Activo, de larga duración
No longer used|Ya no se usa
No answer yet|Todavía sin respuesta
Not started|No iniciado
Perhaps|Quizás
Not given|No administrado
Ordered|Pedido
Given up|Abandonado
To be billed|Por facturar
Not to be billed|No se factura
Billed|Facturado
Sent|Enviado
Paid|Pagado
Signed|Firmado
Ready to be signed|Listo para firmar
Not settled yet|Todavía no acordado
Offered|Ofrecido
Renewed|Renovado
In dispute|En disputa
May take part|Puede participar
Can take part|Puede participar
Cannot take part|No puede participar
Not registered|No registrado
Being checked|En revisión
About to take part|Por participar
Taking part|Participa
Being followed|En seguimiento
No longer taking part|Ya no participa
Withdrew|Se retiró
Not made|No hecho
Possible|Posible
Do not take|No tomar
Do not do|No hacer
None known|Ninguno conocido
Not clear|No está claro
Made up for testing|Inventado para pruebas
Dose too weak|Dosis demasiado débil
Not recommended|No recomendado
About somebody else|Sobre otra persona
Outpatient visit|Visita ambulatoria
Emergency visit|Visita a emergencias
Hospital stay|Hospitalización
Hospital stay, not acute|Hospitalización, no aguda
Hospital stay for observation|Hospitalización para observación
Before a hospital stay|Antes de una hospitalización
Short hospital stay|Hospitalización corta
Home visit|Visita a domicilio
Video or phone visit|Visita por video o teléfono
Care away from a clinic|Atención fuera de una clínica
Day visit|Visita de día
Repeating visit|Visita repetida
Maternity visit|Visita de maternidad
Urgent care visit|Visita a atención de urgencia
Wellness visit|Visita de bienestar
Nursing home stay|Estadía en un centro de enfermería
Hospice care|Cuidados de hospicio
Test result|Resultado de prueba
Medicine|Medicamento
Vital signs|Signos vitales
Vaccine|Vacuna
Health problem|Problema de salud
Allergy|Alergia
Visit|Visita
Procedure|Procedimiento
Note|Nota
Plan|Plan
Summary of care|Resumen de la atención
Social history|Antecedentes sociales
Instructions|Instrucciones
Functional status|Estado funcional
Record|Registro
Result|Resultado
Report|Informe
Condition|Problema de salud
Vaccine check|Revisión de vacuna
Recommended vaccine|Vacuna recomendada
Episode of care|Episodio de atención
Appointment|Cita
Answer to an appointment|Respuesta a una cita
Document|Documento
Documents|Documentos
Consent|Consentimiento
Contract|Contrato
Picture or recording|Imagen o grabación
Imaging study|Estudio de imágenes
Care plan|Plan de atención
Care team|Equipo de atención
Goal|Meta
Order|Orden
Set of orders|Grupo de órdenes
Diet|Dieta
Ordered device|Dispositivo pedido
Device|Dispositivo médico
Supplies|Suministros
Ordered supplies|Suministros pedidos
Glasses or lenses|Anteojos o lentes
Family history|Antecedentes familiares
Questionnaire|Cuestionario
Insurance|Seguro
Claim|Reclamación
Answer to a claim|Respuesta a una reclamación
Insurance statement|Explicación de beneficios
Insurance check|Verificación del seguro
Account|Cuenta
Charge|Cargo
Invoice|Factura
Gene sequence|Secuencia genética
Message|Mensaje
Requested message|Mensaje solicitado
Task|Tarea
Alert|Alerta
Unwanted event|Evento no deseado
Risk|Riesgo
Assessment|Evaluación
Possible problem|Posible problema
Part without a name|Parte sin nombre
Bone density scan|Densitometría ósea
X-ray|Radiografía
CT scan|Tomografía computarizada (CT)
ECG|Electrocardiograma (ECG)
Endoscopy|Endoscopia
X-ray of the teeth|Radiografía dental
Ultrasound|Ultrasonido
Mammogram|Mamografía
MRI|Resonancia magnética (MRI)
Nuclear medicine scan|Estudio de medicina nuclear
Picture of the eye|Imagen del ojo
PET scan|Tomografía PET
X-ray in motion|Radiografía en movimiento
Microscope pictures|Imágenes de microscopio
Photograph|Fotografía
Hearing|Audición
Blood gases|Gases en sangre
Blood bank|Banco de sangre
Genetics|Genética
Chemistry|Química
Cell tests|Pruebas de células
Heart catheter|Cateterismo cardíaco
Heart ultrasound|Ecocardiograma
Nerve tests|Pruebas de los nervios
Blood cells|Células de la sangre
Immune system|Sistema inmunitario
Laboratory|Laboratorio
Germs|Microbiología
Pregnancy ultrasound|Ultrasonido de embarazo
Tissue|Tejido
Lung function|Función pulmonar
X-ray and scans|Radiografías y otros estudios
Blood serum|Suero sanguíneo
Drugs and poisons|Drogas y tóxicos
Viruses|Virus
Dental insurance|Seguro dental
Medicine insurance|Seguro de medicamentos
Extended health insurance|Seguro de salud ampliado
Health insurance|Seguro de salud
Public health insurance|Seguro de salud público
Other public health insurance|Otro seguro de salud público
Private health insurance|Seguro de salud privado
Managed care insurance|Seguro de atención administrada
Military health insurance|Seguro de salud militar
Health insurance with public help|Seguro de salud con ayuda pública
Health insurance for veterans|Seguro de salud para veteranos
Car insurance|Seguro de automóvil
Disability insurance|Seguro por discapacidad
Life insurance|Seguro de vida
Vision insurance|Seguro de la vista
Insurance for long-term care|Seguro de cuidados a largo plazo
Insurance for mental health care|Seguro de salud mental
Insurance for addiction care|Seguro para tratar adicciones
Help with the cost of cancer care|Ayuda con el costo de tratar el cáncer
Help with the cost of one illness|Ayuda con el costo de una enfermedad
Help with the cost of kidney care|Ayuda con el costo de tratar los riñones
Help with the cost of HIV care|Ayuda con el costo de tratar el VIH
Paid by a prison|Lo paga una prisión
No insurance|Sin seguro
Self-pay|Pago propio
Hospital or clinic|Hospital o clínica
Doctor or other professional|Médico u otro profesional
Dentist|Dentista
Pharmacy|Farmacia
Eye care|Atención de la vista
Amount that can be paid for|Monto que se puede cubrir
Copay|Copago
Deductible|Deducible
Deductible not yet used|Deducible aún no usado
Share that is paid|Parte que se paga
Tax|Impuesto
Paid by the insurance|Pagado por el seguro
Coinsurance|Coseguro
Not covered|No cubierto
Paid by another insurance|Pagado por otro seguro
Paid by the patient|Pagado por el paciente
Paid by the patient in cash|Pagado por el paciente en efectivo
Paid by the patient in another way|Pagado por el paciente de otra forma
Paid from a health account|Pagado con una cuenta de salud
Paid to the patient|Pagado al paciente
Paid to the provider|Pagado al proveedor
Left for the patient to pay|Por pagar por el paciente
Discount|Descuento
Cost of the medicine|Costo del medicamento
In the network|Dentro de la red
Outside the network|Fuera de la red
Admission diagnosis|Diagnóstico de ingreso
Discharge diagnosis|Diagnóstico de alta
Reason for the visit|Motivo de la visita
Another illness|Otra enfermedad
Before surgery|Antes de la cirugía
After surgery|Después de la cirugía
For the bill|Para la factura
Medicare|Medicare
Medicaid|Medicaid
Other|Otro
Insurance for accidents at work|Seguro de accidentes de trabajo
First fill|Primer surtido
First fill, part of it|Primer surtido, una parte
Refill|Resurtido
Refill, part of it|Resurtido, una parte
Fill to try it|Surtido de prueba
Fill for a day|Surtido para un día
Emergency supply|Suministro de emergencia
Opted in|Aceptó participar
Opted out|Decidió no participar
Information access|Acceso a la información
Information disclosure|Divulgación de información
Research|Investigación
Ordered it|Lo pidió
Gave it|Lo administró
Wrote it|Lo escribió
Admitted the patient|Ingresó al paciente
In charge of the visit|A cargo de la visita
Contact for questions|Contacto para preguntas
Consultant|Especialista consultado
Discharged the patient|Dio de alta al paciente
Escort|Acompañante
Took part|Participó
Main performer|Lo realizó principalmente
Performer|Lo realizó
Referred the patient|Remitió al paciente
Second performer|Ayudó a realizarlo
Family member|Familiar
Father|Padre
Mother|Madre
Parent|Padre o madre
Brother|Hermano
Sister|Hermana
Brother or sister|Hermano o hermana
Half-brother|Medio hermano
Half-sister|Media hermana
Son|Hijo
Daughter|Hija
Child|Hijo o hija
Grandfather|Abuelo
Grandmother|Abuela
Mother’s father|Abuelo materno
Mother’s mother|Abuela materna
Father’s father|Abuelo paterno
Father’s mother|Abuela paterna
Uncle|Tío
Mother’s brother|Tío materno
Father’s brother|Tío paterno
Aunt|Tía
Mother’s sister|Tía materna
Father’s sister|Tía paterna
Cousin|Primo o prima
Nephew|Sobrino
Niece|Sobrina
Husband|Esposo
Wife|Esposa
Husband or wife|Esposo o esposa
Twin|Gemelo o gemela
Patient summary|Resumen del paciente
Consultation note|Nota de consulta
Discharge summary|Resumen de alta
History and physical exam|Historia clínica y examen físico
Progress note|Nota de evolución
Procedure note|Nota de procedimiento
Surgery note|Nota de cirugía
Referral note|Nota de remisión
Transfer note|Nota de traslado
Outpatient note|Nota de visita ambulatoria
Emergency department note|Nota de la sala de emergencias
Nursing note|Nota de enfermería
Assessment and plan|Evaluación y plan
Plan of care|Plan de cuidado
Imaging report|Informe de imágenes
Laboratory report|Informe de laboratorio
Pathology report|Informe de patología
Medical records|Expediente médico
Advance directive|Directiva anticipada
Power of attorney|Poder notarial
Patient’s personal advance care plan|Plan anticipado de cuidado del paciente
Agreement to a privacy policy|Aceptación de una política de privacidad
Patient’s consent|Consentimiento del paciente
Consent to release information|Consentimiento para divulgar información
Respiratory rate|Frecuencia respiratoria
Heart rate|Frecuencia cardíaca
Oxygen saturation|Saturación de oxígeno
Body temperature|Temperatura corporal
Body height|Estatura
Body length|Longitud corporal
Head circumference|Perímetro cefálico
Body weight|Peso corporal
Body mass index|Índice de masa corporal
Blood pressure|Presión arterial
Systolic blood pressure|Presión arterial sistólica
Diastolic blood pressure|Presión arterial diastólica
Mean blood pressure|Presión arterial media
Body mass index percentile|Percentil del índice de masa corporal
Head circumference percentile|Percentil del perímetro cefálico
Weight for length percentile|Percentil de peso para la longitud
Tobacco smoking status|Consumo de tabaco
History of tobacco use|Antecedentes de consumo de tabaco
Alcoholic drinks per day|Bebidas alcohólicas por día
History of alcohol use|Antecedentes de consumo de alcohol
Sex assigned at birth|Sexo asignado al nacer
Pregnancy status|Estado de embarazo
Household members|Miembros del hogar
History of occupation|Antecedentes laborales
History of travel|Antecedentes de viajes
Not known|No se sabe
Asked, but not known|Se preguntó, pero no se sabe
Not known yet|Todavía no se sabe
Asked, but not answered|Se preguntó, pero no hubo respuesta
Kept back for privacy|No se muestra por privacidad
Does not apply|No corresponde
Cannot be recorded there|No se puede registrar allí
Only written in the text|Solo está escrito en el texto
Not known because of an error|No se sabe por un error
Not a number|No es un número
Too low to be a number|Demasiado bajo para ser un número
Too high to be a number|Demasiado alto para ser un número
Not allowed to be given|No se permite darlo
Recorded curve|Curva registrada
from|desde
until|hasta
The source added something here that this page cannot read. It may change what this means. Ask the source.|El lugar agregó aquí algo que esta página no puede leer. Puede cambiar lo que esto significa. Pregunte al lugar.
The source marks this as made up for testing. It does not tell what happened.|El lugar marca esto como inventado para pruebas. No cuenta lo que pasó.`;
