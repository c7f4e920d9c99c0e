/** What columns about companies are called, in our languages and in exports of other systems. */
import type { ColumnNames } from "#engine/transfer/preset.ts";

export const companyNames: ColumnNames = {
  object: "company",
  marks: ["Organization - ", "Organisation - ", "Company - ", "Account: "],
  fields: {
    name: ["Name", "Company", "Company Name", "Account Name", "Organization", "Organisation", "Organization Name", "Customer Name", "Client", "Display Name", "Firm", "Business Name", "Lead Company", "कंपनी", "कंपनी का नाम", "नाम", "संस्था", "کمپنی", "کمپنی کا نام", "نام", "ادارہ"],
    legalName: ["Legal Name", "Registered Name", "Trading Name", "पंजीकृत नाम", "قانونی نام"],
    number: ["Account Number", "Account No", "Customer Number", "Customer No", "Customer Code", "Customer ID", "Client No", "Company Number", "Reference", "Ref", "ग्राहक संख्या", "گاہک نمبر"],
    industry: ["Industry", "Sector", "Branch", "उद्योग", "صنعت", "شعبہ"],
    website: ["Website", "Website URL", "Web", "Web Site", "URL", "Homepage", "Company Domain Name", "Domain", "वेबसाइट", "ویب سائٹ"],
    emails: ["Email", "E-mail", "Email Address", "Mail", "Company Email", "Email Work", "ईमेल", "ای میل"],
    phones: ["Phone", "Phone Number", "Main Phone", "Telephone", "Tel", "Office Phone", "Business Phone", "Phone Office", "Phone Work", "Mobile", "फ़ोन", "फोन", "दूरभाष", "فون", "فون نمبر"],
    "address.street": ["Address", "Street", "Street Address", "Billing Street", "Address 1: Street 1", "Address Line 1", "Shipping Street", "Street road name of Address", "पता", "پتہ"],
    "address.city": ["City", "Town", "Billing City", "Address 1: City", "City town village locality of Address", "शहर", "شہر"],
    "address.region": ["State", "Province", "State/Province", "State/Region", "Region", "County", "Billing State", "Billing State/Province", "Address 1: State/Province", "State county of Address", "राज्य", "صوبہ"],
    "address.postalCode": ["Zip", "Zip Code", "Postal Code", "Postcode", "Pincode", "Pin Code", "Billing Zip/Postal Code", "Billing Postal Code", "Billing Code", "Address 1: ZIP/Postal Code", "ZIP Postal code of Address", "Zip/Postal Code", "पिन कोड", "پوسٹل کوڈ"],
    "address.country": ["Country", "Country/Region", "Billing Country", "Address 1: Country/Region", "Country of Address", "देश", "ملک"],
    parent: ["Parent Account", "Parent Company", "Related Company"],
    taxNumber: ["Tax ID", "VAT", "VAT Number", "VAT No", "GSTIN", "GST No", "NTN", "STRN", "Tax Number", "कर संख्या", "ٹیکس نمبر"],
    tags: ["Tags", "Tag", "Labels", "Label", "टैग", "ٹیگ"],
    notes: ["Notes", "Description", "Comment", "Comments", "About Us", "टिप्पणी", "नोट", "نوٹ", "تبصرہ"],
    externalId: ["ID", "Account ID", "Record ID", "Record Id", "External ID", "Company ID", "Organization ID", "(Do Not Modify) Account", "आईडी", "آئی ڈی"],
  },
  others: ["Account Site", "Primary Contact", "Email (Primary Contact) (Contact)", "Associated Contact", "Associated Contact IDs", "Associated Deal", "Type", "Account Type", "Parent Account ID", "ParentId", "MasterRecordId", "(Do Not Modify) Row Checksum", "(Do Not Modify) Modified On", "Associated Company", "First Name", "Last Name"],
  suppressions: {
    email: ["Email Opt Out", "Do not allow Emails", "Do not allow Bulk Emails", "Unsubscribed", "Unsubscribed from all email", "Has Opted Out Of Email"],
    phone: ["Do Not Call", "Do not allow Phone Calls"],
    letter: ["Do not allow Mails", "Do not allow Bulk Mails"],
    all: ["Do not contact", "Do Not Contact"],
  },
};
