/**
 * `English|Spanish` a line: labels of a record's details. Those that this package chooses are all here; labels made of
 * the name of a source's field are here as far as they are common.
 */
export const DETAIL_LABELS = `Reported by|Informado por
Written by|Escrito por
Written on|Escrito el
Kept by|Guardado por
Supply|Suministro
How to take it|Cómo tomarlo
Lasts|Dura
Refills|Resurtidos
Valid|Válido
Device identifier (UDI)|Identificador del dispositivo (UDI)
Dose|Dosis
Who|Quién
Lot number|Número de lote
Who took part|Quién participó
Reason|Motivo
Recorded by|Registrado por
Ordered by|Pedido por
Place|Lugar
Contains|Contiene
Active ingredient|Ingrediente activo
Form|Forma
Batch|Lote
Status of the document|Estado del documento
Reason for the status|Motivo del estado
Done by|Hecho por
Result given on|Resultado entregado el
Text|Texto
Comment|Comentario
In words|En palabras
Not clear|No está claro
More|Más
More answers|Más respuestas
Made up for testing|Inventado para pruebas
Category|Categoría
Verification status|Estado de verificación
Class|Clase
Location|Ubicación
Recorded date|Fecha de registro
Recorded|Registrado
Route|Vía
Protocol applied|Protocolo aplicado
Type|Tipo
Manufacturer|Fabricante
Information source|Fuente de información
Site|Sitio
Reaction|Reacción
Reactions|Reacciones
Context|Contexto
Criticality|Gravedad posible
Date asserted|Fecha de declaración
Expiration date|Fecha de vencimiento
Abatement|Fin
Onset|Inicio
Item|Artículo
Severity|Gravedad
Created|Creado
Use|Uso
Insurer|Aseguradora
Outcome|Resultado final
Insurance|Seguro
Total|Total
Sender|Remitente
Recipient|Destinatario
Payload|Contenido
Body site|Parte del cuerpo
Derived from|Derivado de
Specimen|Muestra
Code|Código
Codes|Códigos
Report origin|Origen del informe
Conclusion|Conclusión
Condition|Problema de salud
Modality|Tipo de imagen
Number of series|Número de series
Number of instances|Número de imágenes
Device name|Nombre del dispositivo
Course of therapy type|Tipo de tratamiento
Description|Descripción
Received|Recibido
Manufacture date|Fecha de fabricación
Version|Versión
Owner|Dueño
Hospitalization|Hospitalización
Source|Fuente
Based on|Basado en
Results interpreter|Interpretado por
Serial number|Número de serie
Model number|Número de modelo
Name|Nombre
Date|Fecha
Payor|Pagador
Sex|Sexo
Born|Nacimiento
Length|Duración
Activity|Actividad
Order detail|Detalle de la orden
Quantity|Cantidad
Last occurrence|Última vez
Part of|Parte de
Actor|Participante
Action|Acción
Method|Método
Priority|Prioridad
Period|Período
Service type|Tipo de servicio
Diagnosis|Diagnóstico
Diagnoses|Diagnósticos
Problems|Problemas de salud
Medications|Medicamentos
Test results|Resultados de pruebas
Vital signs|Signos vitales
Procedures|Procedimientos
Immunizations|Vacunas
Allergies|Alergias
Plans of care|Planes de atención
Visit type|Tipo de visita
Reasons|Motivos
Provider|Profesional o lugar
Specialty|Especialidad
Patient instruction|Instrucciones para el paciente
Instructions|Instrucciones
Product name|Nombre del producto
Dosage|Dosis
Strength|Concentración
Frequency|Frecuencia
Refills total|Resurtidos en total
Start date|Fecha de inicio
End date|Fecha de fin
Date time|Fecha y hora
Dates|Fechas
Priority level|Nivel de prioridad
Note|Nota
Notes|Notas
Result|Resultado
Assessment|Evaluación
Device|Dispositivo médico
Dose number|Número de dosis
Dose quantity|Cantidad de la dosis
Vaccine|Vacuna
Follow up|Seguimiento
Complication|Complicación
Target|Objetivo
Addresses|Atiende
Goal|Meta
Participant|Participante
Subscriber|Titular
Subscriber id|Número del titular
Relationship|Parentesco
Provider name|Nombre del profesional`;
