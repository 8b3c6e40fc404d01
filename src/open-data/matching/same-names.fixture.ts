/**
 * Invented organisations, each under two of the spellings that ledgers give: forms of company, "&", initials, words shortened, cut at a column's width,
 * in another order or mistyped, former and trading names, branches and the ledger keeper's own notes behind the name.
 */
// oxlint-disable-next-line max-lines
export const SAME_NAMES: readonly (readonly [string, string])[] = `
Thornwick Fencing Ltd | Thornwick Fencing Limited
Thornwick Fencing plc | THORNWICK FENCING P.L.C.
Orrell & Vance Ltd | Orrell and Vance Limited
Orrell & Vance Ltd | Orrell + Vance Ltd
Brackwell Care CIC | Brackwell Care Community Interest Company
Brackwell Care (UK) Ltd | Brackwell Care Ltd
Brackwell Care UK Limited | Brackwell Care
Brackwell Group Ltd | Brackwell Group
The Brackwell Group Limited | Brackwell Group Ltd
J D Pemberwick & Sons Ltd | J.D. PEMBERWICK & SONS LIMITED
J. & D. Pemberwick Ltd | J & D PEMBERWICK
Messrs Pemberwick & Co | Pemberwick & Company
Pemberwick J D & Sons Ltd | J D Pemberwick & Sons Ltd
Pemberwick (J D) & Sons Ltd | J D Pemberwick & Sons Ltd
Quillfeather Training Services Limited | Quillfeather Training Servces Ltd
Quillfeather Trainning Services Ltd | Quillfeather Training Services Limited
Quilfeather Training Ltd | Quillfeather Training Ltd
Ashgrove Environmental Management Limited | ASHGROVE ENVIRONMENTAL MANAGEME
Ashgrove Environmental Management Limited | ASHGROVE ENVIRONMENTAL MANAGEMENT L
Merrowdown Residential Care Homes (Southern) Limited | MERROWDOWN RESIDENTIAL CARE HO
Merrowdown Residential Care Homes (Southern) Limited | MERROWDOWN RESIDENTIAL CARE HOMES (
Tollivar Scaffolding Ltd - Ashford Depot | Tollivar Scaffolding Ltd
Tollivar Scaffolding Ltd (Maidstone Branch) | TOLLIVAR SCAFFOLDING LIMITED
Tollivar Scaffolding - Maidstone | Tollivar Scaffolding Ltd
Tollivar Scaffolding Ltd, Head Office | Tollivar Scaffolding Ltd
Tollivar Scaffolding Ltd (BACS) | Tollivar Scaffolding Ltd
Tollivar Scaffolding Ltd A/C 2 | Tollivar Scaffolding Ltd
Tollivar Scaffolding Ltd *DO NOT USE* | Tollivar Scaffolding Ltd
DO NOT USE - Tollivar Scaffolding Ltd | Tollivar Scaffolding Ltd
Tollivar Scaffolding Ltd (Old) | Tollivar Scaffolding Ltd
Tollivar Scaffolding Ltd In Administration | Tollivar Scaffolding Ltd
Tollivar Scaffolding Limited (in liquidation) | Tollivar Scaffolding Ltd
Zenithar Software Ltd (formerly Codestone Ltd) | Codestone Limited
Zenithar Software Ltd formerly Codestone Ltd | Zenithar Software Ltd
Zenithar Software Ltd (was Codestone) | Codestone Ltd
Zenithar Software Ltd (previously known as Codestone Systems) | Codestone Systems Ltd
Pendlewick Homes t/a Rosebank Lodge | Pendlewick Homes Ltd
Pendlewick Homes Ltd T/A Rosebank Lodge | Pendlewick Homes Limited trading as Rosebank Lodge
Rosebank Lodge (Pendlewick Homes Ltd) | Pendlewick Homes Limited
Rosebank Lodge (Pendlewick Homes Ltd) | Pendlewick Homes Ltd T/A Rosebank Lodge
University of Farchester | Farchester University
Farchester Univ | University of Farchester
Farchester Citizens Advice Bureau | Citizens Advice Farchester
Age Concern Farchester | AGE CONCERN (FARCHESTER)
Farchester & District Mencap | Farchester and District Mencap Society
St. Aldhelm's Hospice | St Aldhelms Hospice
Saint Aldhelm's Hospice Ltd | St Aldhelm's Hospice
Wexcombe Vale N.H.S. Foundation Trust | WEXCOMBE VALE NHS FOUNDATION TRUST
Wexcombe Vale NHS FT | Wexcombe Vale NHS Foundation Trust
Wexcombe Housing Association Ltd | Wexcombe Housing Assoc. Limited
Greenlow Recycling Ltd | Green Low Recycling Limited
e-Kestrel Systems Ltd | eKestrel Systems
Kestrelmoor.com Ltd | Kestrelmoor Com Limited
Kestrelmoor.co.uk | Kestrelmoor Ltd
www.kestrelmoor.co.uk | Kestrelmoor Ltd
Kestrelmoor Engineering Services (Northern) Limited | KESTRELMOOR ENGINEERING SERVICES NORTHERN LTD
Kestrelmoor Holdings Limited | Kestrelmoor Holdings Ltd.
Kestrelmoor Intl Ltd | Kestrelmoor International Limited
Kestrelmoor Int. Ltd | Kestrelmoor International Ltd
Kestrelmoor Mgmt Consultants | Kestrelmoor Management Consultants Ltd
KESTRELMOOR ENG SERV LTD | Kestrelmoor Engineering Services Limited
Kestrelmoor L.L.P. | Kestrelmoor LLP
Kestrelmoor Solicitors LLP | Kestrelmoor Solicitors
Vellacott, Harbin & Stoke Solicitors | Vellacott Harbin and Stoke
Vellacott Harbin Stoke LLP | Vellacott, Harbin & Stoke LLP
Trustees of the Farrowby Almshouses | Farrowby Almshouses
The Trustees Of Farrowby Village Hall | Farrowby Village Hall
Farrowby Village Hall Management Committee | Farrowby Village Hall
Farrowby Parish Council | FARROWBY PC
Northbeck Theatre Company Limited | Northbeck Theatre Co Ltd
Northbeck Building Contractors Ltd | Northbeck Building Contractor Limited
Northbeck Plumbing & Heating Ltd | Northbeck Plumbing and Htg Ltd
Northbeck Plumbing & Heating Ltd | Northbeck Plumbing Heating Ltd
Northbeck Plumbing & Heating Ltd | Northbeck Heating & Plumbing Ltd
Northbeck Plumbing Ltd. 00123456 | Northbeck Plumbing Ltd
Northbeck Plumbing Ltd (Co No 01234567) | Northbeck Plumbing Ltd
Northbeck Homecare  Ltd | Northbeck Home Care Limited
Northbeck Day Nursery Limited | Northbeck Day Nursery
Northbeck Day Care Centre CIO | Northbeck Day Care Centre
ACME LTD | Acme Limited
A.C.M.E. Ltd | ACME Ltd
Institute of Estuarine Studies | Inst. of Estuarine Studies
Society for the Care of Old Mills (SCOM) | SCOM
Harlestone Fostering Services Ltd. | HARLESTONE FOSTERING SVCS LTD
Harlestone Fostering Servs | Harlestone Fostering Services Ltd
Harlestone Fostering Services Lt | Harlestone Fostering Services Ltd
Harlestone Fostering Services Ltd Co | Harlestone Fostering Services Ltd
Harlestone-Peake Architects Ltd | Harlestone Peake Architects
Harlestone/Peake Architects Ltd | Harlestone Peake Architects
Royal Zenithar Society | Zenithar
Royal National Zenithar Institution | National Zenithar
Pendlewick Homes Ltd T/A Rosebank | The Rosebank Group
Drayle Devlin Sidholm Ltd | SIDHOLM LIMITED
Crane & Wexfield Harbin Tollet Quell Ltd | DTW HARBIN TOLLET QUELL LIMITED
Thornwick Builders Ltd | Thornwick Building Limited
Zenithar Consultancy Ltd | ZENITHAR CONSULTANTS
Orrell & Vance Caterers | Orrell & Vance Catering Ltd
Kestrelmoor Site Electricians Ltd | Kestrelmoor Site Electrical Ltd
Local Improvement Support Agency | Local Improvement Support Agency for Public Health
Zenithar | Zenithar Davies Quell
Zenithar Consultants Limited | Zenithar Consulting Engineers
Quillmoor Ltd t/a Rosebank Music/Codestone Music | Codestone Music
Thornwick & Sons | Thornwick & Son Ltd
Mr Zenithar Autocentres Ltd | MR ZENITHAR AUTOCENTRES
London Borough of Wexcombe | Wexcombe London Borough Council
City of Wexcombe Metropolitan District Council | Wexcombe Council
NHS Wexcombe Clinical Commissioning Group | NHS Wexcombe CCG
Wexcombe Council for Voluntary Service | Wexcombe CVS
Wexcombe Young Men's Christian Association | Wexcombe YMCA
Wexcombe HA | Wexcombe Housing Association
Wexcombe Centre for Independent Living | Wexcombe CIL
St Aldhelm's C of E Primary School | St Aldhelm's Church of England Primary School
St Aldhelm's CE Primary School | St Aldhelms C.E. Primary School
St Osyth's RC School | St Osyth's Roman Catholic School
H M Revenue & Customs | HMRC
Royal National Institute of Blind People (RNIB) | RNIB
Zenithar 2000 Ltd | Zenithar 2000
Zenithar Charitable Trust | Zenithar Trust Ltd`.split('\n').filter((line) => line !== '').map((line) => line.split(' | ') as [string, string]);
