/**
 * Names of the kinds that councils pay, each another organisation: near enough to be taken for one another by anything careless. Invented
 * for this test after the patterns of published ledgers; likeness to real bodies is chance.
 */
export const DIFFERENT_ORGANISATIONS: readonly string[] = `
BUPA Care Homes (A) Ltd ; BUPA Care Homes (B) Ltd ; BUPA Care Homes (CFC Homes) Ltd ; Project 12 Ltd ; Project 13 Ltd ; Project 112 Ltd
St Mary's C of E Primary School, Wakefield ; St Mary's C of E Primary School, Halifax ; St Marys Catholic Primary School
St Mark's Catholic Primary School ; St Martin's Catholic Primary School ; St Anne's RC Primary School ; St Ann's Hospice ; Holy Trinity Primary School
Holy Trinity Church ; Parkside Primary School ; Parkfield Primary School ; Parkland Primary School ; Parklands High School ; Ashfield Nursery
Ashford Nursery ; Ashwood Nursery ; Oak House Residential Home ; Oak Lodge Residential Home ; The Oaks Residential Home ; Oakdale Residential Home
Oakvale Residential Home ; Smith & Son (Halifax) Ltd ; Smith & Son (Leeds) Ltd ; Smith & Sons Builders ; Smith Brothers Builders ; J Smith ; John Smith
Mr J Smith ; Mrs J Smith ; Jane Smith ; A Smith Builders ; B Smith Builders ; D Johnson Builders Ltd ; D Johnston Builders Ltd ; Johnson Taxis
Johnston Taxis ; Thompson Roofing Ltd ; Thomson Roofing Ltd ; Clark Electrical Ltd ; Clarke Electrical Ltd ; Davis Catering ; Davies Catering
Harris Motors Ltd ; Harrison Motors Ltd ; Stevens Plumbing ; Stephens Plumbing ; Brown & Green LLP ; Brown & Greene Ltd ; Leeds City Council
Leicester City Council ; Leeds City College ; Leeds Building College ; Lancaster City Council ; Lancashire County Council ; Derby City Council
Derbyshire County Council ; Nottingham City Council ; Nottinghamshire County Council ; Northampton Borough Council ; Northamptonshire County Council
North Yorkshire Council ; North Lincolnshire Council ; North East Lincolnshire Council ; East Riding of Yorkshire Council
South Yorkshire Fire Authority ; West Yorkshire Fire Authority ; West Yorkshire Police ; South Yorkshire Police ; Todmorden Town Council
Hebden Royd Town Council ; Bury Town Council ; Bury MBC ; Newcastle upon Tyne Hospitals NHS Foundation Trust ; Newcastle under Lyme Borough Council
Newcastle City Council ; Bradford District Care NHS Foundation Trust ; Bradford Teaching Hospitals NHS Foundation Trust
Mid Yorkshire Hospitals NHS Trust ; South West Yorkshire Partnership NHS Foundation Trust ; Age UK Wakefield ; Age UK Calderdale ; Age UK Leeds ; Age UK
Mind in Bradford ; Mind in Halifax ; Wakefield Mind ; Citizens Advice Wakefield ; Citizens Advice Calderdale ; Citizens Advice Leeds
Home-Start Wakefield ; Home-Start Leeds ; Home-Start Calderdale ; Carers Leeds ; Carers Wakefield ; Carers Trust ; YMCA Leeds ; YMCA Halifax
Halifax Town Hall ; Halifax Rugby Club ; Calderdale Carers Project ; Calderdale Womens Centre ; Calderdale College ; Kirklees College
Kirklees Active Leisure ; Wakefield College ; Wakefield Cathedral ; Wakefield District Housing ; Wakefield Hospice ; Virgin Media Business Ltd
Virgin Media Ireland Ltd ; Virgin Active Ltd ; Virgin Trains Ltd ; Capita Business Services Ltd ; Capita Treasury Solutions Ltd ; Capita Property Ltd
Capita Managed IT Solutions Ltd ; Mears Ltd ; Mears Care Ltd ; Mears Homecare Ltd ; Care UK Homecare Ltd ; Care UK Community Partnerships Ltd
Carewatch (Leeds) Ltd ; Carewatch (York) Ltd ; Bluebird Care (Wakefield) ; Bluebird Care (Huddersfield) ; Home Instead Leeds ; Home Instead York
Barchester Healthcare Homes Ltd ; Barchester Hellens Ltd ; Four Seasons (No 10) Ltd ; Four Seasons (No 9) Ltd ; Four Seasons Health Care (England) Ltd
Anchor Hanover Group ; Anchor Taxis ; Anchor Trust Catering Ltd ; Sanctuary Housing Association ; Sanctuary Care Ltd ; Sanctuary Home Care Ltd
Together Housing Group Ltd ; Together for Mental Wellbeing ; Creative Support Ltd ; Creative Supplies Ltd ; Creative Support Services York
Community Links Northern Ltd ; Community Links Engagement CIC ; Community Integrated Care ; Community Integrated Partnership ; Options Autism (2) Ltd
Options Autism (3) Ltd ; Options for Supported Living ; Acorn Care 1 Ltd ; Acorn Care 2 Ltd ; Acorn Care Ltd ; Hollybank Trust ; Hollybush House
Holly Bank School Nottingham ; Hill House School ; Hillside School ; Hillcrest Care ; Hillcrest Children's Services (2) Ltd ; Northern Care Ltd
Northern Care Alliance NHS Foundation Trust ; Southern Care Ltd ; Eastern Care Ltd ; National Car Parks Ltd ; National Fostering Agency (North) Ltd
National Fostering Agency (South) Ltd ; Foster Care Associates (North) Ltd ; Foster Care Associates Scotland ; Fostering Solutions Ltd
Fostering Options Ltd ; Fostering People Ltd ; Five Rivers Child Care Ltd ; Three Rivers District Council ; Two Rivers Housing
Reed Business Information Ltd ; Reed Specialist Recruitment Ltd ; Read Specialist Recruitment Ltd ; Hays Specialist Recruitment Ltd
Hayes Recruitment Ltd ; Kelly Services UK Ltd ; Kelly Group Ltd ; Kier Highways Ltd ; Kier Construction Ltd ; Kier Integrated Services Ltd
Balfour Beatty Civil Engineering Ltd ; Balfour Beatty Living Places Ltd ; Willmott Dixon Construction Ltd ; Willmott Dixon Partnership Homes Ltd
Morgan Sindall Construction Ltd ; Morgan Hunt UK Ltd ; Jacobs Engineering UK Ltd ; Jacobs UK Ltd ; Mott MacDonald Ltd ; Scott Wilson Ltd
Scott Willson Associates ; Wilson Electrics Ltd ; Wilton Electrics Ltd ; Milton Electrics Ltd ; Hilton Electrics Ltd ; Marston Holdings Ltd
Marsden Holdings Ltd ; Marton Holdings Ltd ; Weston Foods Ltd ; Preston Foods Ltd ; Newton Foods Ltd ; Norton Foods Ltd ; Merton Foods Ltd
Horton Foods Ltd ; Elm Tree Day Nursery ; Elm Tree House ; Fir Tree Day Nursery ; Ash Tree Day Nursery ; Little Acorns Nursery ; Little Angels Nursery
Little Acorns Playgroup ; Busy Bees Nurseries Ltd ; Busy Bees Childcare Vouchers Ltd ; Sunshine Nursery (Batley) ; Sunshine Nursery (Morley)
Happy Days Nursery ; Happy Days Holiday Club ; Kings Arms ; Kings Head Hotel ; Kings School Pontefract ; Queen Elizabeth Grammar School
Queen Elizabeth Hospital ; Prince's Trust Trading ; Princes Taxis ; A1 Taxis ; A2 Taxis ; A1 Cars Halifax ; A1 Cars Leeds ; A to Z Taxis
1st Choice Taxis ; 1st Class Taxis ; 24-7 Cleaning Services Ltd ; 247 Taxis ; Metro Cars ; Metro Taxis ; Star Cars ; Star Taxis ; City Taxis ; City Cabs
Mohammed Hussain ; Mohammad Hussain Taxis ; Mohammed Ali ; M Ali ; M Hussain t/a City Cars ; M Hussain t/a Silver Line ; S Khan ; S A Khan ; Imran Khan
Irfan Khan ; David Thomas ; Thomas David ; Mr David Thomas ; Dr P Jones ; Dr P G Jones ; Dr S Patel ; Dr R Patel ; Patel & Partners ; Patel Pharmacy
A Patel Ltd t/a Subway ; K Singh Ltd t/a Subway ; Wright Hassall LLP ; Wright Health Ltd ; Walker Morris LLP ; Walker Morris Ltd ; Ward Hadaway LLP
Ward Williams Ltd ; Addison Lee Ltd ; Addison Leeds Ltd ; DAC Beachcroft LLP ; DAC Planning Ltd ; University of Leeds ; Leeds Beckett University
Leeds Trinity University ; University of York ; York St John University ; University of Manchester ; Manchester Metropolitan University
University of Bradford ; Bradford College ; University of Salford ; University of Central Lancashire ; Lancaster University
Liverpool John Moores University ; University of Liverpool ; Liverpool Hope University ; Sheffield Hallam University ; University of Sheffield
SSE Energy Supply Ltd ; SSE Contracting Ltd ; E.ON UK plc ; E.ON Energy Ltd ; EDF Energy Customers Ltd ; EDF Energy Networks Ltd
British Gas Services Ltd ; British Gas Social Housing Ltd ; British Gas Trading Ltd ; British Telecom Payphones ; British Heart Foundation
British Lung Foundation ; British Red Cross Society ; British Library ; BT Global Services ; BT Facilities Services ; Npower Northern Ltd
Npower Yorkshire Ltd ; Npower Direct Ltd ; Yorkshire Water Services Ltd ; Yorkshire Housing Ltd ; Yorkshire Wildlife Park Ltd ; Yorkshire Wildlife Trust
Lancashire Wildlife Trust ; Groundwork Wakefield Ltd ; Groundwork Leeds ; Groundwork Cheshire ; Barnardo Services Ltd ; Barnardos ; NSPCC
NSPCC Trading Company Ltd ; RNIB ; RNID ; RSPB ; RSPCA ; RSPCA Halifax Branch ; Scope ; Scoop Ltd ; Sense Scotland ; Sense International ; Turning Point
Turning Point Scotland ; Touchstone Housing Association ; Touchstones Child Bereavement ; Foundation UK ; Foundation Housing
Foundations Independent Living Trust ; Lifeways Community Care Ltd ; Lifeway Inclusive Lifestyles ; Lifeline Project ; Lifelines Ltd ; Voyage 1 Ltd
Voyage 2 Ltd ; Voyage Care Ltd ; Roc Northwest Ltd ; Roc Solid Ltd ; Hft ; HFT Taxis ; Dimensions (UK) Ltd ; Dimension Data Ltd ; Choice Support
Choices Housing Association ; Real Life Options ; Real Lives Ltd ; Bridgewood Trust ; Bridgwater College ; Bridgeway Consulting Ltd
Ridgeway Consulting Ltd ; Ridgway Care ; Autism Plus Ltd ; Autism Initiatives ; Autism Anglia ; Autism Together ; Hesley Group ; Hensley Group
Wilf Ward Family Trust ; Wilfred Ward Ltd ; Prospects Services ; Prospect Hospice ; Prospect Estates Ltd ; Affinity Trust ; Infinity Trust
Avalon Group Ltd ; Avalon Windows ; Aspire Community Benefit Society Ltd ; Aspire Academy Trust ; Aspire Housing ; Aspire I Ltd ; Aspired Futures
Inspire Academy Trust ; Inspired Neighbourhoods CIC ; Inspire North ; Inspire Hounslow CIC ; Delta Academies Trust ; Delta Display Ltd
Outwood Grange Academies Trust ; Outwood Academy Freeston ; Outwood Academy Hemsworth ; Horbury Academy ; Horbury Bridge Academy ; Crofton Academy
Crofton Junior School ; Crofton Infants School ; Ossett Academy ; Ossett Holy Trinity School ; Kettlethorpe High School ; Kettlethorpe Infants School
Minsthorpe Community College ; Castleford Academy ; Carleton High School ; Carlton High School ; Carlton Bolling College ; Ackworth School
Ackworth Howard School ; Badsworth Primary School ; Bradsworth Farm ; Sandal Magna Primary School ; Sandal Castle Primary School
Snapethorpe Primary School ; Middlestown Primary School ; Middleton Primary School ; Netherton Infant School ; Netherthorpe Infant School
Greenhead College ; Greenhill Primary School ; Greenhills Ltd ; Greenfield Gardens Ltd ; Greenfields Community Housing ; Springfield Care Home
Springfields Academy ; Springwell Leeds Academy ; Woodlands Care Home ; Woodland View Care Home ; Woodside Care Home ; Riverside Housing Group
Riverside Centre ; Riverside Taxis ; Waterside Housing ; Hillview Medical Centre ; Valley View Medical Centre ; The Grange Medical Centre
Lister Lane Surgery ; Spring Hall Surgery ; Boots UK Ltd ; Boots Opticians Ltd ; Lloyds Pharmacy ; Lloyds Bank ; Lloyds TSB Insurance ; Tesco Stores Ltd
Tesco Bank ; Sainsburys Supermarkets Ltd ; Sainsburys Bank ; Morrisons Facilities Services Ltd ; Morrison Utility Services Ltd ; Marks Electrical Ltd
Mark Electrical ; Travis Perkins Trading Company Ltd ; Travis Perkins Properties Ltd ; Jewson Ltd ; Jewsons Taxis ; Howdens Joinery Ltd
Howden Group Ltd ; Veolia ES (UK) Ltd ; Veolia Water Ltd ; Suez Recycling and Recovery UK Ltd ; Suez Advanced Solutions Ltd ; Biffa Waste Services Ltd
Biffa Polymers Ltd ; FCC Environment (UK) Ltd ; FCC Recycling (UK) Ltd ; Amey LG Ltd ; Amey OW Ltd ; Amey Community Ltd ; Serco Ltd
Serco Leisure Operating Ltd ; G4S Secure Solutions (UK) Ltd ; G4S Cash Solutions (UK) Ltd ; Mitie Security Ltd ; Mitie Property Services (UK) Ltd
ISS Facility Services Ltd ; ISS Mediclean Ltd ; Compass Contract Services (UK) Ltd ; Compass Community Ltd ; Compass Fostering North Ltd
Compass Fostering South Ltd ; Sodexo Ltd ; Sodexo Motivation Solutions UK Ltd ; Arriva Yorkshire Ltd ; Arriva North West Ltd ; First West Yorkshire Ltd
First South Yorkshire Ltd ; First Manchester Ltd ; Stagecoach Manchester ; Stagecoach Yorkshire ; Yorkshire Tiger ; Yorkshire Traction
Transdev Blazefield Ltd ; Transdev Keighley Ltd ; Leeds United Football Club ; Leeds Rugby Foundation ; Huddersfield Town Foundation
Huddersfield Giants ; Wakefield Trinity ; Leeds Grand Theatre ; Leeds Playhouse ; Theatre Royal Wakefield ; Theatre Royal York ; Hudson Taxis
Hudson Contract Ltd ; Zurich Municipal ; Zurich Insurance plc ; Aviva Insurance Ltd ; Aviva Life Ltd ; RSM UK Audit LLP ; RSM Risk Assurance Services LLP
KPMG LLP ; KPMG Ireland ; Grant Thornton UK LLP ; Grant Taxis ; Deloitte LLP ; Deloitte Real Estate ; Savills (UK) Ltd ; Savills Commercial Ltd
GVA Grimley Ltd ; GVA Financial Consulting Ltd ; Maidstone CC ; Maidstone Borough Council`.split(/\n| ; /).filter((name) => name !== '');
