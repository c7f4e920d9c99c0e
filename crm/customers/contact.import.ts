/** What columns about people are called, in our languages and in exports of other systems. */
import type { ColumnNames } from "#engine/transfer/preset.ts";

export const contactNames: ColumnNames = {
  object: "contact",
  marks: ["Person - ", "Contact - ", "Contact: "],
  fields: {
    name: ["Full Name", "Contact Name", "Person Name", "Lead Name", "Display Name", "Name", "पूरा नाम", "नाम", "पूरा_नाम", "پورا نام", "نام"],
    "name.prefix": ["Salutation", "Prefix", "Honorific"],
    "name.given": ["First Name", "Given Name", "Firstname", "Forename", "पहला नाम", "پہلا نام"],
    "name.middle": ["Middle Name"],
    "name.family": ["Last Name", "Surname", "Family Name", "Lastname", "उपनाम", "خاندانی نام"],
    "name.suffix": ["Suffix"],
    number: ["Contact Number ID", "Customer Number", "Customer No", "Member No"],
    company: ["Company", "Company Name", "Account Name", "Account", "Organization", "Organisation", "Company / Account", "Associated Company", "Related Company", "Employer", "कंपनी", "کمپنی"],
    jobTitle: ["Title", "Job Title", "Position", "Job Position", "Role", "Designation", "Function", "पद", "عہدہ"],
    emails: ["Email", "E-mail", "Email Address", "Mail", "Email Work", "Email - Work", "Email1", "Primary Email", "ईमेल", "ای میل"],
    phones: ["Phone", "Phone Number", "Mobile", "Mobile Phone", "Mobile Phone Number", "Cell", "Business Phone", "Telephone", "Phone - Work", "Phone - Mobile", "Phone Mobile", "Phone Work", "WhatsApp", "फ़ोन", "फोन", "मोबाइल", "फ़ोन नंबर", "فون", "موبائل", "فون نمبر"],
    "address.street": ["Address", "Street", "Street Address", "Mailing Street", "Primary Address Street", "Address 1: Street 1", "पता", "پتہ"],
    "address.city": ["City", "Town", "Mailing City", "Primary Address City", "Address 1: City", "शहर", "شہر"],
    "address.region": ["State", "Province", "State/Region", "State/Province", "Mailing State", "Mailing State/Province", "Primary Address State", "Address 1: State/Province", "राज्य", "صوبہ"],
    "address.postalCode": ["Zip", "Zip Code", "Postal Code", "Postcode", "Pincode", "Mailing Zip", "Mailing Zip/Postal Code", "Mailing Postal Code", "Primary Address Postal Code", "Primary Address Postalcode", "Address 1: ZIP/Postal Code", "पिन कोड", "پوسٹل کوڈ"],
    "address.country": ["Country", "Country/Region", "Mailing Country", "Primary Address Country", "Address 1: Country/Region", "देश", "ملک"],
    birthday: ["Birthday", "Birthdate", "Birth Date", "Date of Birth", "Date of birth", "DOB", "जन्मदिन", "जन्म तिथि", "سالگرہ", "تاریخ پیدائش"],
    tags: ["Tags", "Tag", "Labels", "Label", "टैग", "ٹیگ"],
    notes: ["Notes", "Description", "Comment", "Comments", "Contact Description", "टिप्पणी", "नोट", "نوٹ"],
    externalId: ["ID", "Contact ID", "Record ID", "Record Id", "Lead ID", "External ID", "Person ID", "(Do Not Modify) Contact", "आईडी", "آئی ڈی"],
  },
  others: [
    "Reports To", "Assistant", "Asst. Phone", "Assistant Phone", "Manager", "Manager Phone", "Spouse/Partner Name", "Organization ID", "Account Site", "Lead Source", "Company Phone", "Lead Status", "Associated Deal", "Associated Deal IDs", "Associated Company IDs",
    "Primary Associated Company ID", "Account Name.id", "Vendor Name", "Vendor Name.id", "(Do Not Modify) Row Checksum", "(Do Not Modify) Modified On", "Non Primary E-mails",
  ],
  suppressions: {
    email: ["Email Opt Out", "Do not allow Emails", "Do not allow Bulk Emails", "Unsubscribed", "Unsubscribed from all email", "Has Opted Out Of Email", "HasOptedOutOfEmail", "Marketing status unsubscribed"],
    phone: ["Do Not Call", "DoNotCall", "Do not allow Phone Calls"],
    letter: ["Do not allow Mails", "Do not allow Bulk Mails"],
    all: ["Do not contact"],
  },
};
