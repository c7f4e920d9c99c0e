/** What columns about products are called. */
import type { ColumnNames } from "#engine/transfer/preset.ts";

export const productNames: ColumnNames = {
  object: "product",
  marks: ["Product - "],
  fields: {
    name: [
      "Product Name",
      "Product",
      "Item Name",
      "Item",
      "Name",
      "Article",
      "Title",
      "उत्पाद",
      "उत्पाद का नाम",
      "مصنوعہ",
      "پروڈکٹ",
    ],
    code: [
      "Product Code",
      "SKU",
      "Item Code",
      "Stock Code",
      "Article Number",
      "Internal Reference",
      "Part Number",
      "Barcode",
      "Code",
      "उत्पाद कोड",
      "پروڈکٹ کوڈ",
    ],
    kind: ["Product Type", "Kind"],
    category: ["Category", "Product Category", "Product Family", "Product Group", "श्रेणी", "زمرہ"],
    price: ["Price", "Unit Price", "Sales Price", "List Price", "Retail Price", "MRP", "मूल्य", "कीमत", "قیمت"],
    cost: ["Cost", "Unit Cost", "Cost Price", "Standard Cost", "Purchase Price", "लागत", "لاگت"],
    tax: ["Tax", "Tax %", "VAT %", "GST %", "Tax Rate", "कर", "ٹیکس"],
    active: ["Active", "Product Active", "Is Active", "Enabled"],
    description: ["Description", "Product Description", "विवरण", "تفصیل"],
    tags: ["Tags", "Labels", "टैग", "ٹیگ"],
    externalId: ["Product ID", "External ID", "Record Id"],
  },
};
