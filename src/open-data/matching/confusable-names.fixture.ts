/**
 * Names invented for this program, near one another as those of different organisations are: branches with companies of their own, groups and their
 * holding companies, schools and churches of one saint, firms of one family, numbered projects. No two in a line are one organisation.
 */
// oxlint-disable-next-line max-lines
export const CONFUSABLE_NAMES: readonly (readonly string[])[] = `
Pemberwick & Sons (Kent) Ltd ; Pemberwick & Sons (Essex) Ltd ; Pemberwick & Sons (Holdings) Ltd
Zenithar Holdings Ltd ; Zenithar Ltd ; Zenithar Properties Ltd ; Zenithar Investments Ltd
Zenithar Group Services Ltd ; Zenithar Training Services Ltd ; Zenithar Care Services Ltd
Thornwick Homes North Ltd ; Thornwick Homes South Ltd ; Thornwick Homes East Ltd
Merrowdown Care Ltd ; Merrowdown Care LLP
Merrowdown Lodge Ltd ; Merrowdown House Ltd ; Merrowdown Court Ltd ; Merrowdown Grange Ltd
St Aldhelm's Primary School (Farchester) ; St Aldhelm's Primary School (Wexcombe) ; St Aldhelm's Church ; St Aldhelm's Hospice
St Osyth's Nursery ; St Osyth's Infant School ; St Osyth's Junior School ; St Osyth's Academy
Farrowby Village Hall ; Farrowby Parish Council ; Farrowby Town Council ; Farrowby Cricket Club ; Farrowby Football Club ; Farrowby Playgroup
Age Concern Farchester ; Age Concern Wexcombe ; Age Concern Farrowby
Citizens Advice Farchester ; Citizens Advice Wexcombe ; Citizens Advice
Farchester Mind ; Wexcombe Mind ; Farrowby and District Mind
Trustees of the Wexcombe Almshouses ; Wexcombe Almshouse Cottages Ltd
Wexcombe NHS Foundation Trust ; Wexcombe NHS Trust Charity ; Farchester NHS Foundation Trust
Kestrelmoor Solar 1 Ltd ; Kestrelmoor Solar 2 Ltd ; Kestrelmoor Solar 12 Ltd
Kestrelmoor Wind Farm Ltd ; Kestrelmoor Wind Ltd ; Kestrelmoor Windows Ltd
J Tollivar ; P Tollivar ; Mrs J Tollivar
Tollivar Scaffolding Ltd ; Tolliver Roofing Ltd ; Tollivar Skips Ltd
Harlestone Fostering Ltd ; Harlestone Foster Care North Ltd ; Harlestone Adoption Ltd
Orrell & Vance Ltd ; Orrell & Vane Ltd ; Vance & Vance Ltd
A B Orrell Ltd ; A D Orrell Ltd ; B A Orrell Ltd
Northbeck Plumbing Ltd ; Southbeck Plumbing Ltd ; Northbeck Painting Ltd
Northbeck Taxis (Ashford) Ltd ; Northbeck Taxis (Dover) Ltd
Quillan Solicitors LLP ; Quillan Architects LLP ; Quillan Surveyors LLP
Dr Quillan & Partners ; Dr Quellan & Partners ; Quillan Medical Centre ; Quillan Pharmacy
Brackwell Care (Southern) Ltd ; Brackwell Care (Northern) Ltd ; Brackwell Care (2010) Ltd ; Brackwell Care (2014) Ltd
Brackwell Trust ; Brackwell Trustees Ltd ; Brackwell Trading Ltd ; Brackwell Housing Association
Codestone Systems Ltd ; Codestone Software Ltd ; Codestone Hosting Ltd
Rosebank Lodge (Pendlewick Homes Ltd) ; Oaktree Lodge (Pendlewick Homes (Kent) Ltd) ; Pendlewick Estates Ltd
A Karimi Ltd t/a Speedy Pizza ; R Doshi Ltd t/a Speedy Pizza ; Speedy Pizza (Farchester) Ltd
Royal Society of Estuarine Birds ; Society of Estuarine Anglers ; Royal Estuarine Yacht Club
Royal Farchester Hospital ; Farchester Hospital Radio ; Farchester Hospital League of Friends
Institute of Estuarine Engineers ; Institute of Estuarine Economists
Estuary Sounds CIC ; Estuary Sound Ltd (Lighting)
First Wexcombe Scouts ; Second Wexcombe Scouts ; 1st Farrowby Scouts ; 2nd Farrowby Scouts
Wexcombe Day Nursery Ltd ; Wexcombe Day Centre Ltd ; Wexcombe Day Services Ltd
Bluefinch Contracts Ltd ; Bluefinch Contracting (Maintenance) Ltd ; Bluefinch Construction Ltd
Castlegate 101 Ltd ; Castlegate 110 Ltd ; Castlegate 111 Ltd
Castlegate Medical Practice ; Castlegate Dental Practice ; Castlegate Veterinary Practice
Marlowe Park Primary Academy ; Marlow Park Primary Academy ; Marlowe Park Secondary Academy
Ennerby Council for Voluntary Service ; Ennerby Council ; Ennerby Voluntary Car Service
Ennerby Homes Ltd ; Ennersby Homes Ltd ; Ennerby Home Improvements Ltd
Halden Bros (Builders) Ltd ; Halden Bros (Haulage) Ltd
Halden Management Committee Services Ltd ; Halden Ltd ; Halden Management Ltd
Vellacott Harbin ; Vellacott Harbour ; Harbin & Co
Vellum Print Ltd ; Vellum Paper Ltd ; Vellum Press Ltd
Sundry Tools Hire Ltd ; Sundridge Tool Hire Ltd ; Sundrish Tool Hire Ltd
Wickmoor Primary Care Network ; Wickmoor Primary School ; Wickmoor Primary Care Ltd
Wickmoor Leisure Trust ; Wickmoor Leisure Ltd ; Wickmoor Lettings Ltd
Ennerby Parish Council ; Wickmoor Parish Council ; Wickmoor Magna Parish Council ; Wickmoor Parva Parish Council ; Wickmoor St Mary Parish Council
Farchester Hospitals NHS Trust ; Wexcombe Hospitals NHS Trust ; Ennerby Hospitals NHS Foundation Trust ; Farchester Ambulance Service NHS Trust
Farchester Community School No 1 ; Farchester Community School No 2 ; Farchester Road School ; Farchester Lane School
Sidholm Care (Kent) Ltd ; Sidholm Care (Surrey) Ltd ; Sidholm Care (East Kent) Ltd ; Sidholm Care (Holdings) Ltd
Sidholm Ltd ; Sidholm LLP ; Bright Sidholm Services Ltd ; Little Sidholm Care Ltd ; Great Sidholm Village Hall ; Vellacott Harbin Sidholm
Trenholm Ltd ; North Trenholm Ltd ; Trenholm & Sidholm Ltd ; Orrell Trenholm LLP ; School Farm Trenholm Ltd
Orrell Plumbing Ltd ; Orrell Roofing Ltd ; Orrell Printing Ltd ; Vance Plumbing Ltd
Smith Builders ; Smith Building Ltd ; Smith & Jones Caterers ; Smith Catering Ltd
Farchester Building Society ; Farchester Building Services Ltd ; Farchester Landscapes Ltd ; Farchester Architects
Royal Zephyrine Society ; Zephyrine Ltd ; Royal Zephyrine Hotel ; Zephyrine Trading Ltd
The Quillmoor Group ; Quillmoor Estates Ltd t/a Quillmoor Lettings ; Quillmoor Properties Ltd
Family Support Service for Ennerby ; Family Support Service for Wickmoor ; Family Support Service
Action for Estuary Children ; Action for Estuary Elders ; Estuary Action Group
Childcare @ The Barn ; Childcare @ The Mill ; Childcare at Ennerby ; Cafe @ The Barn ; Cafe @ The Mill
Vexley ; Vexley Smith Homes Ltd ; Vexley Jones Plumbing Ltd
Vexham Consultants Ltd ; Vexham Consulting Surveys Kent ; Vexham Builders LLP ; Vexham Engineers (North) Ltd
Drovewell C of E Primary School ; Drovewell RC Primary School ; Drovewell Church of England Academy ; Drovewell Church
Drovewell CCG ; Drovewell CVS ; Drovewell CIL ; Drovewell YMCA ; Drovewell WI ; Drovewell HA
Drovewell 1999 Ltd ; Drovewell 2001 Ltd
London Borough of Drovewell ; Drovewell Town Council ; London Drovewell Ltd
Vexley Capital Ltd ; Vexley Capital Partners LLP ; Vexley Capital Management (No 3) Ltd`.split('\n').filter((line) => line !== '').map((line) => line.split(' ; '));
